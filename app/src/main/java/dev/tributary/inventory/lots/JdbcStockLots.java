package dev.tributary.inventory.lots;

import dev.tributary.inventory.LotLevel;
import dev.tributary.inventory.StockKey;
import dev.tributary.inventory.StockLots;
import dev.tributary.kernel.MerchantId;
import dev.tributary.kernel.NodeId;
import dev.tributary.kernel.Page;
import dev.tributary.kernel.ProblemException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

@Repository
class JdbcStockLots implements StockLots {

    private static final int PAGE_MAX = 200;
    private static final int LOTS_MAX = 1_000;

    /** Each lot's last line until then says what it had; so no line before it is read. */
    private static final String AT = """
            select merchant_id, sku_id, node_id, lot.number, produced_on, expires_on, moved.on_hand, moved.pinned,
                   moved.blocked
              from inventory.lot
             cross join lateral (
                   select on_hand_after as on_hand, pinned_after as pinned, blocked_after as blocked
                     from inventory.lot_movement
                    where merchant_id = lot.merchant_id and sku_id = lot.sku_id and node_id = lot.node_id
                      and number = lot.number and version <= :version
                    order by version desc
                    limit 1) as moved
             where merchant_id = :merchant and sku_id = :sku and node_id = :node
               and (moved.on_hand <> 0 or moved.pinned <> 0 or moved.blocked <> 0)
             order by expires_on nulls last, produced_on nulls last, lot.number
             limit :limit
            """;

    private static final String OF = """
            select merchant_id, sku_id, node_id, number, produced_on, expires_on, on_hand, pinned, blocked
              from inventory.lot
             where merchant_id = :merchant and sku_id = :sku and node_id = :node and number > :after
             order by number
             limit :limit
            """;

    private static final String FIRST_OF = """
            select merchant_id, sku_id, node_id, number, produced_on, expires_on, on_hand, pinned, blocked
              from inventory.lot
             where merchant_id = :merchant and sku_id = :sku and node_id = :node
             order by number
             limit :limit
            """;

    private static final String EXPIRING = """
            select merchant_id, sku_id, node_id, number, produced_on, expires_on, on_hand, pinned, blocked
              from inventory.lot
             where merchant_id = :merchant and open and expires_on < :before
               and (expires_on, sku_id, node_id, number) > (:afterDay, :afterSku, :afterNode, :afterNumber)
               and (:place = 0 or node_id = :place)
             order by expires_on, sku_id, node_id, number
             limit :limit
            """;

    private static final String CHANGES = """
            select version, number, on_hand_change as on_hand, pinned_change as pinned, blocked_change as blocked
              from inventory.lot_movement
             where merchant_id = :merchant and sku_id = :sku and node_id = :node and version = any(:versions::bigint[])
             order by version, number
            """;

    private final JdbcClient jdbc;

    JdbcStockLots(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public List<LotLevel> at(StockKey key, long version) {
        return of(AT, key)
                .param("version", version)
                .param("limit", LOTS_MAX)
                .query((row, number) -> level(row))
                .list();
    }

    @Override
    public Page<LotLevel> of(StockKey key, Optional<String> cursor, int limit) {
        int size = Math.clamp(limit, 1, PAGE_MAX);
        var statement = of(cursor.isPresent() ? OF : FIRST_OF, key).param("limit", size + 1);
        cursor.ifPresent(after -> statement.param("after", after));
        return Page.of(statement.query((row, number) -> level(row)).list(), size, LotLevel::number);
    }

    /** Where a page of expiring lots ended. */
    private record Place(LocalDate day, long sku, long node, String number) {

        static Place of(String cursor) {
            var parts = cursor.split("~", 4);
            try {
                return new Place(
                        LocalDate.parse(parts[0]), Long.parseLong(parts[1]), Long.parseLong(parts[2]), parts[3]);
            } catch (DateTimeException | NumberFormatException | ArrayIndexOutOfBoundsException notOurs) {
                throw ProblemException.invalid("cursor", "unknown_cursor", "Use the nextCursor of the page before.");
            }
        }

        static String cursor(LotLevel lot) {
            return "%s~%s~%s~%s"
                    .formatted(
                            lot.expiresOn().orElseThrow(),
                            lot.key().sku(),
                            lot.key().node(),
                            lot.number());
        }
    }

    @Override
    public Page<LotLevel> expiring(
            MerchantId merchant, LocalDate before, Optional<NodeId> node, Optional<String> cursor, int limit) {
        int size = Math.clamp(limit, 1, PAGE_MAX);
        var after = cursor.map(Place::of).orElse(new Place(LocalDate.of(1, 1, 1), 0, 0, ""));
        var found = jdbc.sql(EXPIRING)
                .param("merchant", merchant.value())
                .param("before", before)
                .param("afterDay", after.day())
                .param("afterSku", after.sku())
                .param("afterNode", after.node())
                .param("afterNumber", after.number())
                .param("place", node.map(NodeId::value).orElse(0L))
                .param("limit", size + 1)
                .query((row, number) -> level(row))
                .list();
        return Page.of(found, size, Place::cursor);
    }

    @Override
    public Map<Long, List<Change>> changes(StockKey key, Collection<Long> versions) {
        return of(CHANGES, key)
                .param("versions", versions.stream().mapToLong(Long::longValue).toArray())
                .query(Change.class)
                .list()
                .stream()
                .collect(Collectors.groupingBy(Change::version));
    }

    private JdbcClient.StatementSpec of(String sql, StockKey key) {
        return jdbc.sql(sql)
                .param("merchant", key.merchant().value())
                .param("sku", key.sku().value())
                .param("node", key.node().value());
    }

    static LotLevel level(ResultSet row) throws SQLException {
        return new LotLevel(
                LotStore.key(row),
                row.getString("number"),
                Optional.ofNullable(row.getObject("produced_on", LocalDate.class)),
                Optional.ofNullable(row.getObject("expires_on", LocalDate.class)),
                row.getLong("on_hand"),
                row.getLong("pinned"),
                row.getLong("blocked"));
    }
}
