package dev.tributary.inventory.lots;

import dev.tributary.inventory.StockKey;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Puts the lots of a locked row right: each is what its lines come to, and all together what the row has. Where they are
 * not, nobody knows of which lot the difference is, so the lot without a number has it, by a line of the row's repair.
 */
@Component
public class LotRepair {

    private static final String KEPT = """
            update inventory.stock
               set traits = traits | 2
             where merchant_id = :merchant and sku_id = :sku and node_id = :node and traits & 2 = 0
            """;

    private static final String TO_LINES = """
            update inventory.lot
               set on_hand = moved.on_hand, pinned = moved.pinned, blocked = moved.blocked
              from (select lot.number, coalesce(sum(on_hand_change), 0) as on_hand,
                           coalesce(sum(pinned_change), 0) as pinned, coalesce(sum(blocked_change), 0) as blocked
                      from inventory.lot
                      left join inventory.lot_movement using (merchant_id, sku_id, node_id, number)
                     where merchant_id = :merchant and sku_id = :sku and node_id = :node
                     group by lot.number) as moved
             where lot.merchant_id = :merchant and lot.sku_id = :sku and lot.node_id = :node
               and lot.number = moved.number
               and (lot.on_hand, lot.pinned, lot.blocked) <> (moved.on_hand, moved.pinned, moved.blocked)
            """;

    private static final String TO_ROW = """
            with missing as materialized (
                select stock.on_hand - sum(lot.on_hand) as units
                  from inventory.stock
                  join inventory.lot using (merchant_id, sku_id, node_id)
                 where merchant_id = :merchant and sku_id = :sku and node_id = :node
                 group by stock.on_hand
                having stock.on_hand <> sum(lot.on_hand)),
            unnamed as (
                insert into inventory.lot (merchant_id, sku_id, node_id, number, on_hand, pinned, blocked)
                select :merchant, :sku, :node, '', units, 0, 0
                  from missing
                    on conflict (merchant_id, sku_id, node_id, number) do update
                   set on_hand = lot.on_hand + excluded.on_hand
                returning on_hand, pinned, blocked)
            insert into inventory.lot_movement
                   (merchant_id, sku_id, node_id, number, version, on_hand_change, pinned_change, blocked_change,
                    on_hand_after, pinned_after, blocked_after)
            select :merchant, :sku, :node, '', :version, units, 0, 0, on_hand, pinned, blocked
              from missing
             cross join unnamed
            """;

    private final JdbcClient jdbc;

    LotRepair(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** @param decidable whether the books tell what is right */
    public record Wrong(boolean decidable, String books) {}

    /** What is wrong with the row's lots, if anything. */
    public Optional<Wrong> wrong(StockKey key) {
        return LotBooks.next(
                        jdbc,
                        key.merchant().value(),
                        key.sku().value(),
                        key.node().value() - 1,
                        1)
                .stream()
                .filter(row -> row.key().equals(key) && !row.right())
                .map(row -> new Wrong(row.told(), row.said() + "; " + row.expected()))
                .findFirst();
    }

    /** @param version of the row's line that repairs it */
    public void repair(StockKey key, long version) {
        of(KEPT, key).update();
        of(TO_LINES, key).update();
        of(TO_ROW, key).param("version", version).update();
    }

    private JdbcClient.StatementSpec of(String statement, StockKey key) {
        return jdbc.sql(statement)
                .param("merchant", key.merchant().value())
                .param("sku", key.sku().value())
                .param("node", key.node().value());
    }
}
