package dev.tributary.inventory;

import dev.tributary.database.BookCheck;
import dev.tributary.database.Findings;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Adds every ledger up, a few hundred stock rows a statement. */
class LedgerBooks implements BookCheck {

    private static final int SLICE = 500;

    private static final String NEXT = """
            select stock.merchant_id, stock.sku_id, stock.node_id, stock.version, stock.on_hand, stock.reserved,
                   stock.safety, stock.allowance,
                   coalesce(setting.safety, 0) as safety_set, coalesce(setting.allowance, 0) as allowance_set,
                   coalesce(sum(movement.on_hand_change), 0) as on_hand_moved,
                   coalesce(sum(movement.reserved_change), 0) as reserved_moved,
                   count(movement.version) as moves,
                   coalesce(max(movement.version), 0) as last_move
              from (select merchant_id, sku_id, node_id, version, on_hand, reserved, safety, allowance
                      from inventory.stock
                     where (merchant_id, sku_id, node_id) > (:merchant, :sku, :node)
                     order by merchant_id, sku_id, node_id
                     limit :limit) as stock
              left join inventory.movement using (merchant_id, sku_id, node_id)
              left join lateral (
                   select safety, allowance from inventory.setting
                    where setting.merchant_id = stock.merchant_id and setting.sku_id = stock.sku_id
                      and setting.node_id = stock.node_id
                    order by version desc
                    limit 1) as setting on true
             group by stock.merchant_id, stock.sku_id, stock.node_id, stock.version, stock.on_hand, stock.reserved,
                   stock.safety, stock.allowance, setting.safety, setting.allowance
             order by stock.merchant_id, stock.sku_id, stock.node_id
            """;

    @Override
    public String name() {
        return "every stock row is the sum of its ledger, numbered without a gap";
    }

    @Override
    public void run(JdbcClient books, Findings findings) {
        long merchant = 0;
        long sku = 0;
        long node = 0;
        List<Row> slice;
        do {
            slice = books.sql(NEXT)
                    .param("merchant", merchant)
                    .param("sku", sku)
                    .param("node", node)
                    .param("limit", SLICE)
                    .query(Row.class)
                    .list();
            findings.checked(slice.size());
            slice.stream().filter(row -> !row.balanced()).forEach(row -> findings.wrong(row.toString()));
            if (!slice.isEmpty()) {
                merchant = slice.getLast().merchantId();
                sku = slice.getLast().skuId();
                node = slice.getLast().nodeId();
            }
        } while (slice.size() == SLICE);
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
            long safetySet,
            long allowanceSet,
            long onHandMoved,
            long reservedMoved,
            long moves,
            long lastMove) {

        boolean balanced() {
            boolean moved = onHand == onHandMoved && reserved == reservedMoved;
            return moved && safety == safetySet && allowance == allowanceSet && version == moves && version == lastMove;
        }
    }
}
