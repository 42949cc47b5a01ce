package dev.tributary.inventory;

import dev.tributary.inventory.OrderPromises.Promise;
import dev.tributary.kernel.MerchantId;
import dev.tributary.kernel.NodeId;
import dev.tributary.kernel.OrderId;
import dev.tributary.kernel.SkuId;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** All that is written about one stock row, and the few statements that put its reservations right. */
@Repository
class RowBooks {

    private static final int PIECE = 50_000;

    private static final String LAST = """
            select coalesce(max(version), 0)
              from inventory.movement
             where merchant_id = :merchant and sku_id = :sku and node_id = :node
            """;

    private static final String SUMS = """
            select coalesce(order_id, 0) as order_id, sum(on_hand_change) as on_hand, sum(reserved_change) as reserved,
                   count(*) as moves, max(version) as last
              from inventory.movement
             where merchant_id = :merchant and sku_id = :sku and node_id = :node
               and version > :after and version <= :through
             group by order_id
            """;

    /** The last line that says what is there, whatever the lines before it come to: a count or a snapshot. */
    private static final String STATED = """
            select stated.version, stated.on_hand,
                   (select sum(on_hand_change)
                      from inventory.movement
                     where merchant_id = :merchant and sku_id = :sku and node_id = :node
                       and version > :after and version <= stated.version) as moved
              from (select version, on_hand_after as on_hand
                      from inventory.movement
                     where merchant_id = :merchant and sku_id = :sku and node_id = :node
                       and version > :after and version <= :through and kind in (6, 11)
                     order by version desc
                     limit 1) as stated
            """;

    private static final String RESERVED_HERE = """
            select order_id, line, sku_id, node_id, units
              from inventory.reservation
             where merchant_id = :merchant and sku_id = :sku and node_id = :node
             order by order_id, line
            """;

    private static final String RESERVED_BY = """
            select order_id, line, sku_id, node_id, units
              from inventory.reservation
             where merchant_id = :merchant and order_id = any(:orders::bigint[])
             order by order_id, line
            """;

    private static final String SETTING = """
            select safety, allowance
              from inventory.setting
             where merchant_id = :merchant and sku_id = :sku and node_id = :node
             order by version desc
             limit 1
            """;

    private static final String RESERVE = """
            insert into inventory.reservation (merchant_id, order_id, line, sku_id, node_id, units)
            values (:merchant, :order, :line, :sku, :node, :units)
                on conflict (merchant_id, order_id, line) do update
               set units = excluded.units
             where reservation.sku_id = excluded.sku_id and reservation.node_id = excluded.node_id
            """;

    private static final String END = """
            delete from inventory.reservation
             where merchant_id = :merchant and order_id = :order and line = :line and sku_id = :sku and node_id = :node
            """;

    private final JdbcClient jdbc;

    RowBooks(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** The number of the ledger's last line. */
    long last(StockKey key) {
        return of(jdbc.sql(LAST), key).query(Long.class).single();
    }

    /** Adds the ledger up, some ten thousand lines a statement: they never change. */
    LedgerSum sum(StockKey key, long through) {
        var sum = new LedgerSum();
        for (long after = 0; after < through; after += PIECE) {
            var parts = parts(key, after, Math.min(after + PIECE, through));
            sum.add(stated(key, after, Math.min(after + PIECE, through)), parts);
        }
        return sum;
    }

    /** What the ledger says was there, with what moved from {@code after} through that line. */
    Optional<LedgerSum.Stated> stated(StockKey key, long after, long through) {
        return of(jdbc.sql(STATED), key)
                .param("after", after)
                .param("through", through)
                .query(LedgerSum.Stated.class)
                .optional();
    }

    List<LedgerSum.Part> parts(StockKey key, long after, long through) {
        return of(jdbc.sql(SUMS), key)
                .param("after", after)
                .param("through", through)
                .query(LedgerSum.Part.class)
                .list();
    }

    List<Promise> reservedHere(StockKey key) {
        return of(jdbc.sql(RESERVED_HERE), key)
                .query((row, number) -> promise(key.merchant(), row))
                .list();
    }

    List<Promise> reservedBy(MerchantId merchant, Collection<OrderId> orders) {
        return jdbc.sql(RESERVED_BY)
                .param("merchant", merchant.value())
                .param("orders", orders.stream().mapToLong(OrderId::value).toArray())
                .query((row, number) -> promise(merchant, row))
                .list();
    }

    /** What people set last; null where that was before it was kept. */
    record Setting(
            @org.jspecify.annotations.Nullable Long safety,
            @org.jspecify.annotations.Nullable Long allowance) {}

    Setting setting(StockKey key) {
        return of(jdbc.sql(SETTING), key).query(Setting.class).optional().orElse(new Setting(0L, 0L));
    }

    void reserve(StockKey key, RowProof.Reservation reservation) {
        var statement = of(jdbc.sql(reservation.units() == 0 ? END : RESERVE), key)
                .param("order", reservation.orderId())
                .param("line", reservation.line());
        if (reservation.units() > 0) {
            statement.param("units", reservation.units());
        }
        if (statement.update() != 1) {
            throw new IllegalStateException("reservation of order %d, line %d moved under the lock of %s"
                    .formatted(reservation.orderId(), reservation.line(), key));
        }
    }

    private static Promise promise(MerchantId merchant, java.sql.ResultSet row) throws java.sql.SQLException {
        return new Promise(
                new OrderId(row.getLong("order_id")),
                row.getInt("line"),
                new StockKey(merchant, new SkuId(row.getLong("sku_id")), new NodeId(row.getLong("node_id"))),
                row.getLong("units"));
    }

    private static JdbcClient.StatementSpec of(JdbcClient.StatementSpec statement, StockKey key) {
        return statement
                .param("merchant", key.merchant().value())
                .param("sku", key.sku().value())
                .param("node", key.node().value());
    }
}
