package dev.tributary.channels.adapter;

import dev.tributary.kernel.Sha256;
import java.io.IOException;
import java.io.Reader;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.EnumMap;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Turns an adapter file into an {@link Adapter}, or says in which line it is wrong. */
public final class AdapterReader {

    private static final int VERSION_DIGITS = 12;

    private final String version;
    private final FileNode root;
    private final Mappings mappings;
    private final RequestReader requests;

    private AdapterReader(String version, FileNode root) {
        this.version = version;
        this.root = root;
        this.mappings = new Mappings(root);
        this.requests = new RequestReader(root, mappings);
    }

    public static Adapter read(String file, Reader content) {
        try {
            var text = content.readAllAsString();
            return new AdapterReader(version(text), FileNode.read(file, new StringReader(text))).adapter();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Of a file with this text: two files with one version say the same. */
    public static String version(String text) {
        return HexFormat.of().formatHex(Sha256.of(text)).substring(0, VERSION_DIGITS);
    }

    private Adapter adapter() {
        root.only(
                "adapter",
                "intent",
                "rests-on",
                "account",
                "time",
                "limits",
                "token",
                "door",
                "socket",
                "drop",
                "states",
                "tables",
                "definitions",
                "messages",
                "pull",
                "certificate",
                "stock",
                "answers",
                "shipments",
                "personal");
        var name = root.required("adapter").text();
        if (!root.file().equals(name + ".yaml")) {
            throw root.required("adapter").wrong("the file must be called " + name + ".yaml");
        }
        var door = root.child("door").map(new DoorReader(requests)::door);
        root.child("socket").filter(any -> speaksOther(door)).ifPresent(socket -> {
            throw socket.wrong("what comes over a socket is JSON, and this file's door takes something else");
        });
        var messages = messages();
        var drop = root.child("drop").map(it -> new DropReader(requests).drop(it, messages.keySet()));
        root.child("drop").filter(any -> door.isPresent()).ifPresent(given -> {
            throw given.wrong("a file has a door or a drop: files come where its door would be");
        });
        var pulls = new PullReader(requests, mappings);
        var pull = root.child("pull").map(it -> pulls.pull(it, messages.keySet()));
        return new Adapter(
                name,
                version,
                root.required("intent").oneOf(Intent.class) == Intent.FACT,
                restsOn(),
                requests.settings(),
                root.child("time").map(TimeFormat::read).orElse(TimeFormat.SECONDS),
                root.child("token").map(pulls::token),
                door,
                root.child("socket").map(new SocketReader(requests, mappings)::socket),
                drop,
                messages,
                pull,
                root.child("certificate").map(it -> pulls.certificate(it, pull)),
                root.child("stock").map(new StockReader(requests, mappings)::stock),
                root.child("answers").map(this::answers),
                root.child("shipments").map(new ShipmentsReader(requests, mappings)::shipments),
                root.child("personal").map(RequestReader::texts).orElse(Set.of()));
    }

    /** One message is understood by its kind alone, wherever it came from. */
    private static boolean speaksOther(Optional<Adapter.Door> door) {
        return door.filter(it -> it.transport() != Adapter.Transport.JSON).isPresent();
    }

    private enum Intent {
        FACT,
        REQUEST
    }

    private Map<String, Adapter.RestsOn> restsOn() {
        var areas = new LinkedHashMap<String, Adapter.RestsOn>();
        root.required("rests-on").entries().forEach((area, node) -> {
            node.only("basis", "note");
            areas.put(
                    area,
                    new Adapter.RestsOn(
                            node.required("basis").oneOf(Adapter.RestsOn.Basis.class), node.text("note", "")));
        });
        return areas;
    }

    private Map<String, Adapter.Mapping> messages() {
        var found = new LinkedHashMap<String, Adapter.Mapping>();
        root.child("messages")
                .ifPresent(messages ->
                        messages.entries().forEach((kind, node) -> found.put(kind, mappings.compile(node))));
        return found;
    }

    private Adapter.AnswersOut answers(FileNode node) {
        node.only("budget", "wait-seconds-max", "tells", "answer");
        var tells = new EnumMap<Adapter.Tell, Adapter.Request>(Adapter.Tell.class);
        node.required("tells")
                .only(Names.kebab(Adapter.Tell.CONFIRMED), Names.kebab(Adapter.Tell.CANCELLED))
                .entries()
                .forEach((name, request) -> tells.put(
                        Adapter.Tell.valueOf(name.toUpperCase(Locale.ROOT)),
                        requests.request(request, Set.of("number"))));
        return new Adapter.AnswersOut(
                requests.budget(node.required("budget")),
                Duration.ofSeconds(node.required("wait-seconds-max").whole(1, 86_400)),
                Map.copyOf(tells),
                mappings.compile(node.required("answer")));
    }
}
