package dev.tributary.inventory;

import dev.tributary.database.BookCheck;
import dev.tributary.database.Findings;
import dev.tributary.kernel.MerchantId;
import dev.tributary.kernel.NodeId;
import dev.tributary.kernel.SkuId;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Adds every ledger up, a few hundred stock rows a statement. */
class LedgerBooks implements BookCheck {

    private static final int SLICE = 500;

    /** With balances a ledger is added up from where it was last, and so many lines further at most. */
    private static final String NEXT = """
            select stock.merchant_id, stock.sku_id, stock.node_id, stock.version, stock.on_hand, stock.reserved,
                   stock.safety, stock.allowance, stock.units_short,
                   coalesce(setting.safety, case when setting.version is null then 0 else stock.safety end) as safety_set,
                   coalesce(setting.allowance, case when setting.version is null then 0 else stock.allowance end)
                       as allowance_set,
                   coalesce(balance.on_hand, 0) + moved.on_hand as on_hand_moved,
                   coalesce(balance.reserved, 0) + moved.reserved as reserved_moved,
                   coalesce(balance.version, 0) as balanced_through,
                   coalesce(balance.version, 0) + moved.moves as moves,
                   coalesce(moved.last_move, balance.version, 0) as last_move
              from (select * from inventory.stock
                     where (merchant_id, sku_id, node_id) > (:merchant, :sku, :node)
                     order by merchant_id, sku_id, node_id
                     limit :limit) as stock
              left join inventory.balance
                on balance.merchant_id = stock.merchant_id and balance.sku_id = stock.sku_id
               and balance.node_id = stock.node_id and cast(:balances as boolean)
              left join lateral (
                   select version, safety, allowance from inventory.setting
                    where setting.merchant_id = stock.merchant_id and setting.sku_id = stock.sku_id
                      and setting.node_id = stock.node_id
                    order by version desc
                    limit 1) as setting on true
             cross join lateral (
                   select coalesce(sum(on_hand_change), 0) as on_hand, coalesce(sum(reserved_change), 0) as reserved,
                          count(*) as moves, max(version) as last_move
                     from inventory.movement
                    where movement.merchant_id = stock.merchant_id and movement.sku_id = stock.sku_id
                      and movement.node_id = stock.node_id and movement.version > coalesce(balance.version, 0)
                      and movement.version <= coalesce(balance.version, 0) + :moves) as moved
             order by stock.merchant_id, stock.sku_id, stock.node_id
            """;

    @Override
    public String name() {
        return "every stock row is the sum of its ledger, numbered without a gap";
    }

    @Override
    public void run(JdbcClient books, Findings findings) {
        var after = StockSlice.BEGIN;
        List<Row> slice;
        do {
            slice = next(books, after, SLICE, false, Long.MAX_VALUE);
            findings.checked(slice.size());
            slice.stream().filter(row -> !row.balanced()).forEach(row -> findings.wrong(row.toString()));
            if (!slice.isEmpty()) {
                after = slice.getLast().place();
            }
        } while (slice.size() == SLICE);
    }

    /** @param moves at most so many lines of one ledger; behind them the row is not {@link Row#complete} */
    static List<Row> next(JdbcClient books, StockSlice.Place after, int limit, boolean balances, long moves) {
        return books.sql(NEXT)
                .param("merchant", after.merchant())
                .param("sku", after.sku())
                .param("node", after.node())
                .param("limit", limit)
                .param("balances", balances)
                .param("moves", moves)
                .query(Row.class)
                .list();
    }

    record Row(
            long merchantId,
            long skuId,
            long nodeId,
            long version,
            long onHand,
            long reserved,
            long safety,
            long allowance,
            long unitsShort,
            long safetySet,
            long allowanceSet,
            long onHandMoved,
            long reservedMoved,
            long balancedThrough,
            long moves,
            long lastMove) {

        boolean balanced() {
            return summed() && safety == safetySet && allowance == allowanceSet && gapless() && version == lastMove;
        }

        boolean summed() {
            return onHand == onHandMoved && reserved == reservedMoved;
        }

        /** Lines are numbered from one on, each number once. */
        boolean gapless() {
            return moves == lastMove;
        }

        boolean complete(long most) {
            return moves - balancedThrough < most;
        }

        /** What is short by the row's own numbers. */
        long unitsMissing() {
            return Math.max(0, reserved - onHand - allowance);
        }

        String found() {
            return "on hand %d, reserved %d, short %d, safety %d, allowance %d, version %d"
                    .formatted(onHand, reserved, unitsShort, safety, allowance, version);
        }

        String expected() {
            return "on hand %d, reserved %d, short %d, safety %d, allowance %d, version %d of %d lines"
                    .formatted(
                            onHandMoved,
                            reservedMoved,
                            Math.max(0, reservedMoved - onHandMoved - allowanceSet),
                            safetySet,
                            allowanceSet,
                            lastMove,
                            moves);
        }

        StockSlice.Place place() {
            return new StockSlice.Place(merchantId, skuId, nodeId);
        }

        StockKey key() {
            return new StockKey(new MerchantId(merchantId), new SkuId(skuId), new NodeId(nodeId));
        }
    }
}
