package dev.tributary.oracles;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tributary.channels.account.OpenAccount;
import dev.tributary.channels.adapter.Adapter;
import dev.tributary.channels.adapter.AdapterFiles;
import dev.tributary.channels.adapter.AdapterReader;
import dev.tributary.channels.adapter.MessageJson;
import dev.tributary.channels.inbox.DoorCall;
import dev.tributary.channels.inbox.DoorRequest;
import dev.tributary.channels.inbox.NewMessage;
import dev.tributary.channels.lane.Outgoing;
import dev.tributary.kernel.ChannelId;
import dev.tributary.kernel.MerchantId;
import dev.tributary.kernel.Problem;
import dev.tributary.kernel.ProblemException;
import java.io.StringReader;
import java.net.URLEncoder;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** Calls of an adapter's file, both ways, as the hub makes and takes them. */
final class Signatures {

    private static final AdapterFiles FILES = new AdapterFiles();

    private final OpenAccount account;
    private final Instant now;

    private Signatures(OpenAccount account, Instant now) {
        this.account = account;
        this.now = now;
    }

    /** Of the adapter that the hub has under this name. */
    static Signatures of(String adapter, Map<String, String> settings, Instant now) {
        return new Signatures(account(FILES.of(adapter), settings), now);
    }

    /** Of a file of one's own with this door; its settings are texts, {@code secret} one of them. */
    static Signatures ofDoor(String door, String secret, Instant now) {
        var file = """
                adapter: own
                intent: fact
                rests-on: {}
                account:
                  secret: {required: true, secret: true}
                door:
                """ + door.indent(2);
        return new Signatures(
                account(AdapterReader.read("own.yaml", new StringReader(file)), Map.of("secret", secret)), now);
    }

    private static OpenAccount account(Adapter adapter, Map<String, String> settings) {
        return new OpenAccount(new MerchantId(1), new ChannelId(1), adapter, settings, Map.of());
    }

    /** Every call that the file signs, about something of chance. */
    List<Outgoing> calls(Chance chance) {
        return signed().stream().map(request -> call(request, chance)).toList();
    }

    private List<Adapter.Request> signed() {
        var requests = new ArrayList<Adapter.Request>();
        var adapter = account.adapter();
        adapter.stock().ifPresent(stock -> requests.add(stock.request()));
        adapter.answers().ifPresent(answers -> requests.addAll(answers.tells().values()));
        adapter.pull()
                .ifPresent(pull -> pull.lists().values().forEach(list -> {
                    requests.add(list.call().request());
                    list.detail().ifPresent(detail -> requests.add(detail.request()));
                }));
        requests.removeIf(request -> request.signature().isEmpty());
        return requests;
    }

    private Outgoing call(Adapter.Request request, Chance chance) {
        var variables = new HashMap<String, String>();
        for (var name : List.of("store", "number", "from", "to", "page", "size", "cursor", Adapter.TOKEN)) {
            variables.put(name, chance.textOrBlank());
        }
        ObjectNode asked = JsonNodeFactory.instance.objectNode();
        variables.forEach(asked::put);
        asked.set("account", MessageJson.tree(account.withoutSecrets()));
        asked.put("cause", "DECIDED");
        var skus = asked.putArray("skus");
        for (int i = chance.below(5); i >= 0; i--) {
            skus.addObject()
                    .put("channelSku", chance.text() + ":" + chance.text())
                    .put("available", chance.below(1_000_000));
        }
        return Outgoing.of(account, request, variables, asked, now);
    }

    /** What the door makes of a call, or nothing when it does not take the signature. */
    Optional<NewMessage> taken(DoorRequest request) {
        try {
            return Optional.of(DoorCall.read(account, request).check("", now).getFirst());
        } catch (ProblemException refused) {
            if (refused.problem() != Problem.BAD_SIGNATURE) {
                throw refused;
            }
            return Optional.empty();
        }
    }

    /** The call as the file would sign it. */
    DoorRequest sign(DoorRequest request) {
        return DoorCall.read(account, request).signed();
    }

    static DoorRequest request(String url, Map<String, String> query, Map<String, String> headers, String body) {
        return new DoorRequest(url, encoded(query), new TreeMap<>(headers), body.getBytes(UTF_8));
    }

    static String encoded(Map<String, String> form) {
        return form.entrySet().stream()
                .map(entry ->
                        URLEncoder.encode(entry.getKey(), UTF_8) + "=" + URLEncoder.encode(entry.getValue(), UTF_8))
                .collect(Collectors.joining("&"));
    }

    static SortedMap<String, String> parameters(Chance chance, Supplier<String> value) {
        var parameters = new TreeMap<String, String>();
        for (int i = chance.below(8); i >= 0; i--) {
            parameters.put(chance.letters(1 + chance.below(12)), value.get());
        }
        return parameters;
    }
}
