package dev.tributary.inventory.waiting;

import dev.tributary.inventory.ExpectedStock;
import dev.tributary.inventory.Offer;
import dev.tributary.inventory.StockDesk;
import dev.tributary.inventory.StockKey;
import dev.tributary.kernel.ChannelId;
import dev.tributary.kernel.MerchantId;
import dev.tributary.kernel.NodeId;
import dev.tributary.kernel.Page;
import dev.tributary.kernel.SkuId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.support.TransactionOperations;

/** Writes under the rows' locks, so that a batch sees what is expected, offered and promised of one moment. */
@Repository
class JdbcExpectedStock implements ExpectedStock {

    private static final int PAGE_MAX = 200;

    /** What came of it already cannot be taken back by expecting less. */
    private static final String TELL = """
            insert into inventory.expected (merchant_id, sku_id, node_id, number, units, expected_at, due_at, changed_by)
            values (:merchant, :sku, :node, :number, :units, :at, :at, :actor)
                on conflict (merchant_id, number, sku_id, node_id) do update
               set units = greatest(excluded.units, expected.units_received), expected_at = excluded.expected_at,
                   due_at = excluded.due_at, version = expected.version + 1, changed_at = clock_timestamp(),
                   changed_by = excluded.changed_by,
                   state = case when excluded.units <= expected.units_received then 2 else 1 end
             where (expected.units, expected.expected_at, expected.state) is distinct from
                   (greatest(excluded.units, expected.units_received), excluded.expected_at,
                    case when excluded.units <= expected.units_received then 2 else 1 end)
            """;

    private static final String CANCEL = """
            update inventory.expected
               set state = 3, version = version + 1, changed_at = clock_timestamp(), changed_by = :actor
             where merchant_id = :merchant and sku_id = :sku and node_id = :node and number = :number and state = 1
            """;

    private static final String RECEIPTS = """
            select merchant_id, sku_id, node_id, number, units, units_received, expected_at, due_at, state, version
              from inventory.expected
            """;

    private static final String LINE = RECEIPTS + """
             where merchant_id = :merchant and sku_id = :sku and node_id = :node and number = :number
            """;

    private static final String LIST = RECEIPTS + """
             where merchant_id = :merchant and (number, sku_id, node_id) > (:number, :sku, :node)
               and (cast(:state as smallint) is null or state = :state)
             order by number, sku_id, node_id
             limit :limit
            """;

    private static final String STALE = """
            update inventory.waiting
               set stale_since = clock_timestamp()
             where merchant_id = :merchant and sku_id = :sku and node_id = :node and offer > 0 and stale_since is null
            """;

    private static final String TRAITS = """
            update inventory.stock
               set traits = traits & ~12
                 | case when exists (select from inventory.expected
                                      where expected.merchant_id = stock.merchant_id and expected.sku_id = stock.sku_id
                                        and expected.node_id = stock.node_id and state = 1)
                        then 8 | case when exists (select from inventory.offer
                                                    where offer.merchant_id = stock.merchant_id
                                                      and offer.sku_id = stock.sku_id) then 4 else 0 end
                        else 0 end
                 | case when exists (select from inventory.waiting
                                      where waiting.merchant_id = stock.merchant_id and waiting.sku_id = stock.sku_id
                                        and waiting.node_id = stock.node_id) then 4 else 0 end
             where merchant_id = :merchant and sku_id = :sku and node_id = :node
            """;

    private static final String NODES_OF_SKU = """
            select node_id from inventory.stock where merchant_id = :merchant and sku_id = :sku order by node_id
            """;

    private static final String OFFER = """
            insert into inventory.offer (merchant_id, sku_id, channel_id, kind) values (:merchant, :sku, :channel, :kind)
                on conflict (merchant_id, sku_id, channel_id) do update set kind = excluded.kind
            """;

    private static final String OFFER_NO_MORE = """
            delete from inventory.offer where merchant_id = :merchant and sku_id = :sku and channel_id = :channel
            """;

    private static final String OFFERS = """
            select sku_id, channel_id, kind from inventory.offer where merchant_id = :merchant order by sku_id, channel_id
            """;

    private static final String OVERDUE = """
            select merchant_id, sku_id, node_id
              from inventory.expected
             where state = 1 and due_at < clock_timestamp()
             order by due_at
             limit :limit
            """;

    private static final String A_DAY_LATER = """
            update inventory.expected
               set due_at = clock_timestamp() + interval '1 day', version = version + 1
             where merchant_id = :merchant and sku_id = :sku and node_id = :node and state = 1
               and due_at < clock_timestamp()
            """;

    private final JdbcClient jdbc;
    private final StockDesk desk;
    private final TransactionOperations transactions;

    JdbcExpectedStock(JdbcClient jdbc, StockDesk desk, TransactionOperations transactions) {
        this.jdbc = jdbc;
        this.desk = desk;
        this.transactions = transactions;
    }

    @Override
    public List<Receipt> tell(MerchantId merchant, List<Draft> lines, String actor) {
        var keys = new TreeSet<StockKey>();
        lines.forEach(line -> keys.add(line.key()));
        return Objects.requireNonNull(transactions.execute(status -> {
            desk.lock(keys, keys);
            var changed = new TreeSet<StockKey>();
            for (var line : lines) {
                var statement = of(line.units() == 0 ? CANCEL : TELL, line.key())
                        .param("number", line.number())
                        .param("actor", actor);
                if (line.units() > 0) {
                    statement = statement
                            .param("units", line.units())
                            .param("at", line.expectedAt().atOffset(ZoneOffset.UTC));
                }
                if (statement.update() > 0) {
                    changed.add(line.key());
                }
            }
            settle(changed);
            var told = new ArrayList<Receipt>();
            for (var line : lines) {
                of(LINE, line.key())
                        .param("number", line.number())
                        .query((row, number) -> receipt(row))
                        .optional()
                        .ifPresent(told::add);
            }
            return told;
        }));
    }

    /** What was due and has not come is counted on a day later, for as long as it does not; at most so many at once. */
    int late(int limit) {
        var overdue = jdbc.sql(OVERDUE)
                .param("limit", limit)
                .query((row, number) -> QueueStore.key(row))
                .list();
        for (var key : overdue) {
            transactions.executeWithoutResult(status -> {
                var keys = new TreeSet<>(Set.of(key));
                desk.lock(keys, Set.of());
                of(A_DAY_LATER, key).update();
                settle(keys);
            });
        }
        return overdue.size();
    }

    private void settle(Collection<StockKey> keys) {
        for (var key : keys) {
            of(STALE, key).update();
            of(TRAITS, key).update();
        }
    }

    @Override
    public Page<Receipt> list(MerchantId merchant, Optional<State> state, Optional<String> cursor, int limit) {
        int size = Math.clamp(limit, 1, PAGE_MAX);
        var after = cursor.map(After::parse).orElse(After.NOTHING);
        var found = jdbc.sql(LIST)
                .param("merchant", merchant.value())
                .param("number", after.number())
                .param("sku", after.sku())
                .param("node", after.node())
                .param("state", state.map(one -> one.ordinal() + 1).orElse(null), Types.SMALLINT)
                .param("limit", size + 1)
                .query((row, number) -> receipt(row))
                .list();
        return Page.of(found, size, After::of);
    }

    @Override
    public void offer(MerchantId merchant, SkuId sku, Optional<ChannelId> channel, Optional<Offer> offer) {
        transactions.executeWithoutResult(status -> {
            var keys = new TreeSet<StockKey>();
            jdbc.sql(NODES_OF_SKU)
                    .param("merchant", merchant.value())
                    .param("sku", sku.value())
                    .query(Long.class)
                    .list()
                    .forEach(node -> keys.add(new StockKey(merchant, sku, new NodeId(node))));
            desk.lock(keys, Set.of());
            var statement = jdbc.sql(offer.isPresent() ? OFFER : OFFER_NO_MORE)
                    .param("merchant", merchant.value())
                    .param("sku", sku.value())
                    .param("channel", channel.map(ChannelId::value).orElse(0L));
            offer.map(kind -> statement.param("kind", kind.code()))
                    .orElse(statement)
                    .update();
            keys.forEach(key -> of(TRAITS, key).update());
        });
    }

    @Override
    public List<OfferedSku> offers(MerchantId merchant) {
        return jdbc.sql(OFFERS)
                .param("merchant", merchant.value())
                .query((row, number) -> new OfferedSku(
                        new SkuId(row.getLong("sku_id")),
                        row.getLong("channel_id") == 0
                                ? Optional.empty()
                                : Optional.of(new ChannelId(row.getLong("channel_id"))),
                        Offer.of(row.getInt("kind"))))
                .list();
    }

    private JdbcClient.StatementSpec of(String sql, StockKey key) {
        return jdbc.sql(sql)
                .param("merchant", key.merchant().value())
                .param("sku", key.sku().value())
                .param("node", key.node().value());
    }

    private static Receipt receipt(ResultSet row) throws SQLException {
        return new Receipt(
                QueueStore.key(row),
                row.getString("number"),
                row.getLong("units"),
                row.getLong("units_received"),
                Objects.requireNonNull(QueueStore.instant(row, "expected_at")),
                Objects.requireNonNull(QueueStore.instant(row, "due_at")),
                State.values()[row.getInt("state") - 1],
                row.getLong("version"));
    }

    /** The key of the last line of a page. */
    private record After(String number, long sku, long node) {
        static final After NOTHING = new After("", 0, 0);

        static String of(Receipt last) {
            return last.key().sku() + "/" + last.key().node() + "/" + last.number();
        }

        static After parse(String cursor) {
            var parts = cursor.split("/", 3);
            if (parts.length != 3 || !parts[0].matches("[0-9]{1,18}") || !parts[1].matches("[0-9]{1,18}")) {
                throw dev.tributary.kernel.ProblemException.invalid(
                        "cursor", "invalid_value", "give a cursor of this list");
            }
            return new After(parts[2], Long.parseLong(parts[0]), Long.parseLong(parts[1]));
        }
    }
}
