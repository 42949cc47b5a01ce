package dev.tributary.inventory.lots;

import dev.tributary.database.BookCheck;
import dev.tributary.database.Findings;
import dev.tributary.inventory.StockKey;
import dev.tributary.kernel.MerchantId;
import dev.tributary.kernel.NodeId;
import dev.tributary.kernel.SkuId;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Holds lots against their row, against their own lines, against the pins of orders' lines, and against what is held:
 * some rows a statement, and so each row in one moment.
 */
public class LotBooks implements BookCheck {

    private static final int SLICE = 100;

    private static final String NEXT = """
            select kept.merchant_id, kept.sku_id, kept.node_id, coalesce(stock.traits & 2, 0) <> 0 as kept_by_lots,
                   coalesce(stock.on_hand, 0) as on_hand, lots.on_hand as on_hand_of_lots, lots.pinned,
                   pins.units as pinned_by_lines, pins.loose as pins_without_reservation, lots.differing, held.beyond,
                   lots.on_hand_moved, lots.pinned_moved, lots.blocked_otherwise
              from (select merchant_id, sku_id, node_id
                      from inventory.lot
                     where (merchant_id, sku_id, node_id) > (:merchant, :sku, :node)
                     group by merchant_id, sku_id, node_id
                     order by merchant_id, sku_id, node_id
                     limit :limit) as kept
              left join inventory.stock
                on stock.merchant_id = kept.merchant_id and stock.sku_id = kept.sku_id and stock.node_id = kept.node_id
             cross join lateral (
                   select sum(lot.on_hand) as on_hand, sum(lot.pinned) as pinned,
                          count(*) filter (where (lot.on_hand, lot.pinned, lot.blocked, lot.blocked)
                                                 <> (moved.on_hand, moved.pinned, moved.blocked, of_lot.held)) as differing,
                          sum(moved.on_hand) as on_hand_moved, sum(moved.pinned) as pinned_moved,
                          count(*) filter (where moved.blocked <> of_lot.held) as blocked_otherwise
                     from inventory.lot
                    cross join lateral (
                          select coalesce(sum(on_hand_change), 0) as on_hand, coalesce(sum(pinned_change), 0) as pinned,
                                 coalesce(sum(blocked_change), 0) as blocked
                            from inventory.lot_movement
                           where merchant_id = lot.merchant_id and sku_id = lot.sku_id and node_id = lot.node_id
                             and number = lot.number) as moved
                    cross join lateral (
                          select coalesce(sum(units), 0) as held
                            from inventory.lot_held
                           where merchant_id = lot.merchant_id and sku_id = lot.sku_id and node_id = lot.node_id
                             and number = lot.number) as of_lot
                    where lot.merchant_id = kept.merchant_id and lot.sku_id = kept.sku_id
                      and lot.node_id = kept.node_id) as lots
             cross join lateral (
                   select coalesce(sum(pin.units), 0) as units,
                          count(*) filter (where pin.units > coalesce(reservation.units, 0)) as loose
                     from inventory.lot_pin as pin
                     left join inventory.reservation
                       on reservation.merchant_id = pin.merchant_id and reservation.order_id = pin.order_id
                      and reservation.line = pin.line and reservation.sku_id = pin.sku_id
                      and reservation.node_id = pin.node_id
                    where pin.merchant_id = kept.merchant_id and pin.sku_id = kept.sku_id
                      and pin.node_id = kept.node_id) as pins
             cross join lateral (
                   select count(*) as beyond
                     from (select condition, sum(units) as units
                             from inventory.lot_held
                            where merchant_id = kept.merchant_id and sku_id = kept.sku_id and node_id = kept.node_id
                            group by condition) as of_lots
                     left join inventory.held
                       on held.merchant_id = kept.merchant_id and held.sku_id = kept.sku_id
                      and held.node_id = kept.node_id and held.condition = of_lots.condition
                    where of_lots.units > coalesce(held.units, 0)) as held
             order by kept.merchant_id, kept.sku_id, kept.node_id
            """;

    @Override
    public String name() {
        return "lots add up to their row, and are the sum of their lines; pinned units are pinned by lines";
    }

    @Override
    public void run(JdbcClient books, Findings findings) {
        findings.check(
                new Row(0, 0, 0, false, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0),
                SLICE,
                last -> next(books, last.merchantId(), last.skuId(), last.nodeId(), SLICE),
                Row::right);
    }

    /** Rows that have lots, behind this place in key order. */
    public static List<Row> next(JdbcClient books, long merchant, long sku, long node, int limit) {
        return books.sql(NEXT)
                .param("merchant", merchant)
                .param("sku", sku)
                .param("node", node)
                .param("limit", limit)
                .query(Row.class)
                .list();
    }

    /**
     * @param differing how many lots are not the sum of their lines, or have not the units held that they say
     * @param beyond in how many conditions lots say more is held than is
     * @param onHandMoved what the lots' lines come to
     * @param blockedOtherwise how many lots have not the units held that their lines come to
     */
    public record Row(
            long merchantId,
            long skuId,
            long nodeId,
            boolean keptByLots,
            long onHand,
            long onHandOfLots,
            long pinned,
            long pinnedByLines,
            long pinsWithoutReservation,
            long differing,
            long beyond,
            long onHandMoved,
            long pinnedMoved,
            long blockedOtherwise) {

        public StockKey key() {
            return new StockKey(new MerchantId(merchantId), new SkuId(skuId), new NodeId(nodeId));
        }

        public boolean right() {
            return keptByLots
                    && onHand == onHandOfLots
                    && pinned == pinnedByLines
                    && pinsWithoutReservation == 0
                    && differing == 0
                    && beyond == 0;
        }

        /** Whether lots and row come right by what is written append-only: lines of lots, and what is pinned and held. */
        boolean told() {
            return pinnedMoved == pinnedByLines && pinsWithoutReservation == 0 && beyond == 0 && blockedOtherwise == 0;
        }

        public String said() {
            return "lots: on hand %d, pinned %d; %d of them otherwise than their lines, which come to %d and %d%s"
                    .formatted(
                            onHandOfLots,
                            pinned,
                            differing,
                            onHandMoved,
                            pinnedMoved,
                            keptByLots ? "" : "; the row says that it has none");
        }

        public String expected() {
            return "row: on hand %d; pinned by lines %d%s%s"
                    .formatted(
                            onHand,
                            pinnedByLines,
                            pinsWithoutReservation == 0
                                    ? ""
                                    : "; %d pinned without a reservation".formatted(pinsWithoutReservation),
                            beyond + blockedOtherwise == 0 ? "" : "; what is held says otherwise");
        }
    }
}
