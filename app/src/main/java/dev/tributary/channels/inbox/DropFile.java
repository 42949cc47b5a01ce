package dev.tributary.channels.inbox;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tributary.channels.account.OpenAccount;
import dev.tributary.channels.adapter.Adapter;
import dev.tributary.channels.adapter.MessageJson;
import dev.tributary.kernel.Problem;
import dev.tributary.kernel.ProblemException;
import dev.tributary.kernel.Sha256;
import dev.tributary.kernel.Sheet;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * A file of rows as messages: one for each order, with its rows by the names the mapping knows. What a cell means is not
 * looked at here. A row that is no row of the table keeps its order from being understood, and no other.
 */
final class DropFile {

    static final int ROWS_MAX = 10_000;
    private static final int NAME_CHARACTERS_MAX = 200;
    private static final int ORDER_BYTES = 16;
    private static final int ROWS_BYTES = 16;

    private final OpenAccount account;
    private final Adapter.Drop drop;
    private final String name;

    /** @param name of the file, for those who look at its messages later; empty when nobody said it */
    DropFile(OpenAccount account, String name) {
        this.account = account;
        this.drop = account.adapter().drop().orElseThrow();
        this.name = NewMessage.storable(name, NAME_CHARACTERS_MAX);
    }

    /** @throws ProblemException MALFORMED_BODY when it is no table of these columns at all */
    List<NewMessage> messages(byte[] file, String verdict, Instant now) {
        var lines = Sheet.read(file, ROWS_MAX + 1).lines();
        if (lines.isEmpty()) {
            throw wrong("the file is empty");
        }
        var header = header(lines.getFirst());
        var orders = new LinkedHashMap<String, ArrayNode>();
        for (var line : lines.subList(1, lines.size())) {
            var row = row(header, line);
            var order = row.path(drop.gathers()).asText();
            // What names no order stands alone: nobody knows which one it is missing from.
            orders.computeIfAbsent(
                            order.isEmpty() ? "line " + line.number() : "order " + order,
                            any -> JsonNodeFactory.instance.arrayNode())
                    .add(row);
        }
        var messages = new ArrayList<NewMessage>();
        orders.forEach((order, rows) -> messages.add(message(order, rows, verdict, now)));
        return messages;
    }

    /** The column of each cell, where it is one of ours. */
    private List<Optional<String>> header(Sheet.Line first) {
        var names = new LinkedHashMap<String, String>();
        drop.columns()
                .forEach((column, is) ->
                        is.names().forEach(given -> names.put(given.strip().toLowerCase(Locale.ROOT), column)));
        var header = first.cells().stream()
                .map(cell -> Optional.ofNullable(names.get(cell.strip().toLowerCase(Locale.ROOT))))
                .toList();
        drop.columns().forEach((column, is) -> {
            long found = header.stream().filter(Optional.of(column)::equals).count();
            if (found > 1) {
                throw wrong("the first row names the column %s twice"
                        .formatted(is.names().getFirst()));
            }
            if (found == 0 && is.required()) {
                throw wrong("the first row names no column %s; get the template where the file was sent to, by GET"
                        .formatted(String.join(" or ", is.names())));
            }
        });
        return header;
    }

    private ObjectNode row(List<Optional<String>> header, Sheet.Line line) {
        var row = JsonNodeFactory.instance.objectNode().put("line", line.number());
        for (int i = 0; i < Math.min(header.size(), line.cells().size()); i++) {
            var cell = line.cells().get(i).strip();
            header.get(i).filter(any -> !cell.isEmpty()).ifPresent(column -> row.put(column, cell));
        }
        if (line.cells().size() != header.size()) {
            row.put(
                    "wrong",
                    "it has %d cells and the first row %d"
                            .formatted(line.cells().size(), header.size()));
        } else {
            missing(row).ifPresent(names -> row.put("wrong", names + " is empty"));
        }
        return row;
    }

    private Optional<String> missing(ObjectNode row) {
        var names = drop.columns().entrySet().stream()
                .filter(column -> column.getValue().required() && !row.has(column.getKey()))
                .map(column -> column.getValue().names().getFirst())
                .collect(Collectors.joining(", "));
        return names.isEmpty() ? Optional.empty() : Optional.of(names);
    }

    private NewMessage message(String order, ArrayNode rows, String verdict, Instant now) {
        var body = JsonNodeFactory.instance.objectNode().put("dropped", now.toString());
        body.set("rows", rows);
        return new NewMessage(
                account,
                Adapter.Drop.KIND,
                key(order, rows),
                now,
                verdict,
                name.isEmpty() ? "" : "file: " + name,
                MessageJson.write(body).getBytes(UTF_8));
    }

    /** Which order it is, then what its rows say, wherever they stand in whichever file. */
    private static byte[] key(String order, ArrayNode rows) {
        var digest = Sha256.begin();
        for (var row : rows) {
            var said = row.<ObjectNode>deepCopy();
            said.remove("line");
            digest.update((byte) 0);
            digest.update(MessageJson.write(said).getBytes(UTF_8));
        }
        return ByteBuffer.allocate(ORDER_BYTES + ROWS_BYTES)
                .put(Sha256.of(Adapter.Drop.KIND + "\0" + order), 0, ORDER_BYTES)
                .put(digest.digest(), 0, ROWS_BYTES)
                .array();
    }

    /** The part of a message's key that all messages of its order begin with. */
    static byte[] order(NewMessage message) {
        return Arrays.copyOf(message.naturalKey(), ORDER_BYTES);
    }

    /** Whether a stored message of the same order says the same. */
    static boolean saysSame(NewMessage message, byte[] stored) {
        int end = ORDER_BYTES + ROWS_BYTES;
        return Arrays.equals(message.naturalKey(), 0, end, stored, 0, Math.min(end, stored.length));
    }

    /**
     * The message under a key that none of its order's has, so that rows may come again after others.
     *
     * @param last id of the order's last message, 0 where there is none
     */
    static NewMessage behind(NewMessage message, long last) {
        return message.withKey(ByteBuffer.allocate(ORDER_BYTES + ROWS_BYTES + Long.BYTES)
                .put(message.naturalKey())
                .putLong(last)
                .array());
    }

    /** What a person may fill in, which spreadsheets open in the right encoding. */
    static String template(Adapter.Drop drop) {
        var names = drop.columns().values().stream()
                .map(column -> column.names().getFirst())
                .toList();
        return "\uFEFF" + new Sheet(List.of(new Sheet.Line(1, names))).csv() + "\n";
    }

    private static ProblemException wrong(String detail) {
        return new ProblemException(Problem.MALFORMED_BODY, detail);
    }
}
