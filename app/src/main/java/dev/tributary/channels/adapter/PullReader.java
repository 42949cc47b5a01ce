package dev.tributary.channels.adapter;

import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Optional;
import java.util.Set;

/** Reads how the hub fetches what a platform does not bring: tokens, lists of what changed, and single items of them. */
final class PullReader {

    /** What the request of a list can name. */
    private static final Set<String> OF_A_PAGE = Set.of("from", "to", "page", "size", "cursor");

    private static final Set<String> OF_AN_ITEM = Set.of("number");
    private static final int HOUR_SECONDS = 3_600;
    private static final int DAY_SECONDS = 86_400;
    private static final Duration OVERLAP_LESS_THAN_WINDOW = Duration.ofMinutes(1);

    private final RequestReader requests;
    private final Mappings mappings;

    PullReader(RequestReader requests, Mappings mappings) {
        this.requests = requests;
        this.mappings = mappings;
    }

    Adapter.Token token(FileNode node) {
        node.only("request", "answer");
        return new Adapter.Token(
                requests.request(node.required("request"), Set.of("refreshToken")),
                mappings.compile(node.required("answer")));
    }

    /** @param kinds of messages the file can translate: each list's items are one of them */
    Adapter.Pull pull(FileNode node, Set<String> kinds) {
        node.only("budget", "lists");
        var lists = new LinkedHashMap<String, Adapter.PulledList>();
        node.required("lists").entries().forEach((name, list) -> {
            if (!kinds.contains(name)) {
                throw list.wrong("'%s' has no expression under messages".formatted(name));
            }
            lists.put(name, list(list));
        });
        return new Adapter.Pull(requests.budget(node.required("budget")), Collections.unmodifiableMap(lists));
    }

    private Adapter.PulledList list(FileNode node) {
        node.only(
                "every-seconds",
                "window-seconds",
                "overlap-seconds",
                "settle-seconds",
                "back-days",
                "window-items",
                "paging",
                "request",
                "answer",
                "detail");
        var window = seconds(node.required("window-seconds"), 61, 92 * DAY_SECONDS);
        var overlap = seconds(node.required("overlap-seconds"), 1, 30 * DAY_SECONDS);
        if (overlap.plus(OVERLAP_LESS_THAN_WINDOW).compareTo(window) > 0) {
            throw node.required("overlap-seconds")
                    .wrong("must be at least %d less than window-seconds, or no window goes on"
                            .formatted(OVERLAP_LESS_THAN_WINDOW.toSeconds()));
        }
        return new Adapter.PulledList(
                seconds(node.required("every-seconds"), 1, DAY_SECONDS),
                overlap,
                seconds(node.required("settle-seconds"), 0, DAY_SECONDS),
                Duration.ofDays(node.required("back-days").whole(1, 366)),
                call(node, window),
                node.child("detail").map(this::detail));
    }

    private Adapter.ListCall call(FileNode node, Duration window) {
        return new Adapter.ListCall(
                window,
                node.child("window-items").map(it -> it.whole(1, 100_000)).orElse(100_000),
                paging(node.required("paging")),
                requests.request(node.required("request"), OF_A_PAGE),
                mappings.compile(node.required("answer")));
    }

    /** Counted with the calls of {@code pull}, and begun where its lists begin. */
    Adapter.Certificate certificate(FileNode node, Optional<Adapter.Pull> pull) {
        node.only(
                "hours-after",
                "settle-seconds",
                "window-seconds",
                "window-items",
                "paging",
                "request",
                "answer",
                "detail",
                "fetches");
        if (pull.isEmpty()) {
            throw node.wrong("a file with a certificate has a pull too, whose budget it shares");
        }
        node.child("fetches").ifPresent(list -> {
            var pulled = Optional.ofNullable(pull.get().lists().get(list.text()));
            if (pulled.flatMap(Adapter.PulledList::detail).isEmpty()) {
                throw list.wrong("'%s' is no list of pull with a detail".formatted(list.text()));
            }
        });
        return new Adapter.Certificate(
                Duration.ofHours(node.required("hours-after").whole(0, 72)),
                node.child("settle-seconds")
                        .map(it -> seconds(it, 0, HOUR_SECONDS))
                        .orElse(Duration.ZERO),
                call(node, seconds(node.required("window-seconds"), 61, 92 * DAY_SECONDS)),
                node.child("detail").map(this::detail),
                node.child("fetches").map(FileNode::text));
    }

    private static Duration seconds(FileNode node, int least, int most) {
        return Duration.ofSeconds(node.whole(least, most));
    }

    private static Adapter.Paging paging(FileNode node) {
        node.only("way", "first", "size", "start");
        return new Adapter.Paging(
                node.required("way").oneOf(Adapter.Paging.Way.class),
                node.child("first").map(it -> it.whole(0, 1)).orElse(1),
                node.required("size").whole(1, 1_000),
                node.text("start", ""));
    }

    private Adapter.Detail detail(FileNode node) {
        node.only("look-up", "request", "answer");
        return new Adapter.Detail(
                node.child("look-up").map(this::lookUp),
                requests.request(node.required("request"), OF_AN_ITEM),
                mappings.compile(node.required("answer")));
    }

    private Adapter.LookUp lookUp(FileNode node) {
        node.only("request", "answer");
        return new Adapter.LookUp(
                requests.request(node.required("request"), OF_AN_ITEM), mappings.compile(node.required("answer")));
    }
}
