package dev.tributary.channels.pull;

import dev.tributary.channels.adapter.Adapter;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/**
 * Reads a whole window of a list so that nothing slips past, although items leave the window while it is read: what
 * changes meanwhile is in a later window, and everything behind it moves up by one.
 */
final class ListReader {

    /** How often a window that changes is read before a shorter one is. */
    private static final int PASSES_MAX = 4;

    private static final int PAGES_MAX = 20_000;

    /** Where pages come from. */
    interface Pages {
        Page page(Page.Ask ask) throws PullFailure, InterruptedException;
    }

    /** Where items go; stored for good when this returns. */
    interface Sink {
        void take(List<Item> items) throws PullFailure, InterruptedException;
    }

    /** Reads a window of a list to its end, or until the hub stops. */
    interface Through {
        int read(Adapter.ListCall call, Pages pages, Sink sink) throws PullFailure, InterruptedException;
    }

    private final Adapter.Paging paging;
    private final int itemsMax;
    private final Pages pages;
    private final Sink sink;
    private final Set<String> seen = new HashSet<>();

    private ListReader(Adapter.Paging paging, int itemsMax, Pages pages, Sink sink) {
        this.paging = paging;
        this.itemsMax = itemsMax;
        this.pages = pages;
        this.sink = sink;
    }

    /** Returns how many items were read, each once, when none can have slipped past. */
    static int read(Adapter.ListCall call, Pages pages, Sink sink) throws PullFailure, InterruptedException {
        var reader = new ListReader(call.paging(), call.windowItemsMax(), pages, sink);
        switch (call.paging().way()) {
            case FORWARD -> reader.forward();
            case BACKWARD -> reader.backward();
            case CURSOR, NEXT_LINK -> reader.along();
        }
        return reader.seen.size();
    }

    /**
     * Forward an item slips past when one that was seen leaves. Then the platform counts fewer at the end than at the
     * beginning, and the pass after it does not see the one that left: a pass is whole when neither happens.
     */
    private void forward() throws PullFailure, InterruptedException {
        var before = Optional.<Set<String>>empty();
        for (int pass = 1; pass <= PASSES_MAX; pass++) {
            var inPass = new HashSet<String>();
            int number = paging.first();
            var front = page(number);
            take(front, inPass);
            var page = front;
            while (!page.last(number, paging.first(), paging.size())) {
                page = page(++number);
                take(page, inPass);
            }
            boolean onePage = number == paging.first();
            boolean sameTotal = front.total().isPresent() && front.total().equals(page.total());
            if (onePage || sameTotal || before.equals(Optional.of(inPass))) {
                return;
            }
            before = Optional.of(inPass);
        }
        throw changing();
    }

    /** From the back what moves up comes towards us: seen twice, never missed. Only what is added can slip past. */
    private void backward() throws PullFailure, InterruptedException {
        for (int pass = 1; pass <= PASSES_MAX; pass++) {
            var front = page(paging.first());
            var count = front.pages(paging.size());
            if (count.isEmpty()) {
                throw new PullFailure(
                        PullFailure.Kind.REFUSED,
                        "the list says neither pages nor total, so it has no last page to begin with");
            }
            if ((long) count.getAsInt() * paging.size() > itemsMax + (long) paging.size()) {
                throw tooMany();
            }
            var last = front;
            for (int number = paging.first() + count.getAsInt() - 1; number > paging.first(); number--) {
                take(page(number), new HashSet<>());
            }
            if (count.getAsInt() > 1) {
                last = page(paging.first());
            }
            take(last, new HashSet<>());
            if (grew(front.pages(paging.size()), last.pages(paging.size())) || grewInTotal(front, last)) {
                continue;
            }
            return;
        }
        throw changing();
    }

    private static boolean grew(OptionalInt before, OptionalInt after) {
        return before.isPresent() && after.isPresent() && after.getAsInt() > before.getAsInt();
    }

    private static boolean grewInTotal(Page before, Page after) {
        return before.total().isPresent()
                && after.total().isPresent()
                && after.total().getAsLong() > before.total().getAsLong();
    }

    /** Cursors and links are the platform's promise that nothing slips past; one that comes twice would never end. */
    private void along() throws PullFailure, InterruptedException {
        var asked = new HashSet<Page.Ask>();
        var ask = Optional.of(new Page.Ask(paging.first(), paging.start(), Optional.empty()));
        while (ask.isPresent()) {
            if (!asked.add(ask.get()) || asked.size() > PAGES_MAX) {
                throw new PullFailure(PullFailure.Kind.REFUSED, "the list's pages go in a circle");
            }
            var page = pages.page(ask.get());
            take(page, new HashSet<>());
            ask = following(page);
        }
    }

    private Optional<Page.Ask> following(Page page) {
        if (page.more().isPresent() && !page.more().get()) {
            return Optional.empty();
        }
        return paging.way() == Adapter.Paging.Way.CURSOR
                ? page.cursor().map(cursor -> new Page.Ask(paging.first(), cursor, Optional.empty()))
                : page.next().map(next -> new Page.Ask(paging.first(), paging.start(), Optional.of(next)));
    }

    private Page page(int number) throws PullFailure, InterruptedException {
        if (number - paging.first() >= PAGES_MAX) {
            throw tooMany();
        }
        return pages.page(new Page.Ask(number, paging.start(), Optional.empty()));
    }

    private void take(Page page, Set<String> inPass) throws PullFailure, InterruptedException {
        page.items().forEach(item -> inPass.add(item.key()));
        var unseen = page.items().stream().filter(item -> seen.add(item.key())).toList();
        if (seen.size() > itemsMax || page.total().orElse(0) > itemsMax) {
            throw tooMany();
        }
        if (!unseen.isEmpty()) {
            sink.take(unseen);
        }
    }

    private PullFailure tooMany() {
        return new PullFailure(
                PullFailure.Kind.TOO_MUCH,
                "the window holds more than the %d items the list shows".formatted(itemsMax));
    }

    private static PullFailure changing() {
        return new PullFailure(
                PullFailure.Kind.TOO_MUCH, "the window changed each of %d times it was read".formatted(PASSES_MAX));
    }
}
