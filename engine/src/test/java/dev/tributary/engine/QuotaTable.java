package dev.tributary.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Runs a table about one SKU and its channels' quotas, each line with the answer it must give.
 *
 * <pre>
 * stock   1 100 [reserved 2] [safety 1]      node, on hand
 * there   2 40                               node, what a row that is not locked could promise
 * quota   tmall,jd cap 5 [@1] [only] [open 2] [shipped 3]
 * room    tmall 1                30          what the channel may promise there
 * take    tmall 4 @ 1            1           units, candidate nodes; the answer is the node, or REASON:available
 * release tmall 4 1              open 0      the answer is the first quota's use
 * </pre>
 */
final class QuotaTable {

    private static final List<String> CHANNELS = List.of("app", "tmall", "jd", "douyin", "till");

    private final TreeMap<Long, StockRow> rows = new TreeMap<>();
    private final List<Quota> quotas = new ArrayList<>();
    private final TreeMap<Long, Long> elsewhere = new TreeMap<>();
    private final Engine engine = new Engine((row, move, onHand, reserved) -> {});
    private @Nullable Sharing sharing;

    static void check(String table) {
        var run = new QuotaTable();
        table.lines().map(String::strip).filter(line -> !line.isEmpty()).forEach(run::line);
    }

    private void line(String line) {
        var words = line.split(" +");
        switch (words[0]) {
            case "stock" -> stock(words);
            case "there" -> elsewhere.put(Long.parseLong(words[1]), Long.parseLong(words[2]));
            case "quota" -> quota(words);
            case "receive" -> engine.receive(row(words[1]), Long.parseLong(words[2]));
            case "room" ->
                assertThat(share(words[1]).room(row(words[2]))).as(line).isEqualTo(Long.parseLong(words[3]));
            case "take" -> assertThat(take(words)).as(line).isEqualTo(words[words.length - 1]);
            default -> move(line, words);
        }
    }

    private void stock(String[] words) {
        rows.put(
                Long.parseLong(words[1]),
                new StockRow(
                        rows.size(),
                        Long.parseLong(words[2]),
                        option(words, "reserved"),
                        option(words, "safety"),
                        0,
                        0,
                        0));
    }

    private void quota(String[] words) {
        long node = Arrays.stream(words)
                .filter(word -> word.startsWith("@"))
                .mapToLong(word -> Long.parseLong(word.substring(1)))
                .findFirst()
                .orElse(Quota.EVERYWHERE);
        quotas.add(new Quota(
                quotas.size(),
                Quota.Kind.valueOf(words[2].toUpperCase(java.util.Locale.ROOT)),
                node,
                Arrays.stream(words[1].split(",")).mapToLong(CHANNELS::indexOf).toArray(),
                Long.parseLong(words[3]),
                List.of(words).contains("only"),
                option(words, "open"),
                option(words, "shipped")));
    }

    private String take(String[] words) {
        int at = Arrays.asList(words).indexOf("@");
        var candidates = new @Nullable StockRow[words.length - at - 2];
        for (int i = 0; i < candidates.length; i++) {
            candidates[i] = row(words[at + 1 + i]);
        }
        var wants = Arrays.stream(words[2].split("\\+"))
                .map(units -> new Want(Long.parseLong(units), candidates, null, share(words[1])))
                .toList();
        var taking = engine.take(wants, Fill.ALL_OR_NOTHING);
        if (!taking.complete()) {
            var shortage = taking.shortages().getFirst();
            return shortage.reason() + ":" + shortage.available();
        }
        return rows.entrySet().stream()
                .filter(entry -> entry.getValue() == taking.rows()[0])
                .map(entry -> entry.getKey().toString())
                .findFirst()
                .orElseThrow();
    }

    private void move(String line, String[] words) {
        long units = Long.parseLong(words[2]);
        var row = row(words[3]);
        switch (words[0]) {
            case "release" -> {
                engine.release(row, units);
                share(words[1]).released(row, units);
            }
            case "ship" -> {
                engine.ship(row, units);
                share(words[1]).shipped(row, units);
            }
            case "sell" -> {
                engine.sell(row, units);
                share(words[1]).sold(row, units);
            }
            case "void" -> {
                engine.takeBack(row, units);
                share(words[1]).unsold(row, units);
            }
            default -> throw new IllegalArgumentException(line);
        }
        var first = quotas.getFirst();
        assertThat("open %d shipped %d".formatted(first.open(), first.shipped()))
                .as(line)
                .isEqualTo(String.join(" ", Arrays.copyOfRange(words, 4, words.length)));
    }

    private Share share(String channel) {
        if (sharing == null) {
            sharing = new Sharing(quotas);
            rows.forEach((node, row) -> sharing.add(row, node));
            elsewhere.forEach(sharing::addElsewhere);
        }
        return sharing.of(CHANNELS.indexOf(channel));
    }

    private StockRow row(String node) {
        return java.util.Objects.requireNonNull(rows.get(Long.parseLong(node)), node);
    }

    private static long option(String[] words, String name) {
        int at = Arrays.asList(words).indexOf(name);
        return at < 0 ? 0 : Long.parseLong(words[at + 1]);
    }
}
