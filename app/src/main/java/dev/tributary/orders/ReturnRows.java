package dev.tributary.orders;

import dev.tributary.kernel.ChannelId;
import dev.tributary.kernel.MerchantId;
import dev.tributary.kernel.Money;
import dev.tributary.kernel.NodeId;
import dev.tributary.kernel.OrderId;
import dev.tributary.kernel.SkuId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Currency;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Puts returns together again from their rows: heads first, then lines. */
final class ReturnRows {

    private record Head(ReturnDraft draft, Currency currency, List<ReturnDraft.Line> lines) {}

    private final Map<Long, Head> heads = new HashMap<>();
    private final Map<Long, NodeId> nodes = new HashMap<>();

    void head(ResultSet row) throws SQLException {
        var currency = Currency.getInstance(row.getString("currency"));
        var draft = new ReturnDraft(
                new MerchantId(row.getLong("merchant_id")),
                new ChannelId(row.getLong("channel_id")),
                row.getString("number"),
                new NodeId(1),
                Optional.ofNullable(row.getObject("order_id", Long.class)).map(OrderId::new),
                Optional.ofNullable(row.getString("original_number")),
                List.of(),
                new Money(row.getLong("refunded"), currency),
                row.getString("method"),
                OrderLoads.instant(row, "returned_at"));
        heads.put(row.getLong("id"), new Head(draft, currency, new ArrayList<>()));
    }

    void line(ResultSet row) throws SQLException {
        long id = row.getLong("return_id");
        var head = heads.get(id);
        if (head == null) {
            return;
        }
        String unit = row.getString("unit");
        nodes.put(id, new NodeId(row.getLong("node_id")));
        head.lines()
                .add(new ReturnDraft.Line(
                        row.getInt("line"),
                        Optional.ofNullable(row.getObject("sku_id", Long.class)).map(SkuId::new),
                        row.getString("channel_sku"),
                        row.getLong("units"),
                        ReturnDraft.Disposition.of(row.getInt("disposition")),
                        new Money(row.getLong("amount"), head.currency()),
                        // Of a line that has gone on its base units say all.
                        unit == null || row.getObject("sku_id") != null
                                ? Optional.empty()
                                : Optional.of(new SaleQuantity(unit, row.getBigDecimal("quantity"), 0))));
    }

    /** By id. Goods of one return came back to one node. */
    Map<Long, ReturnDraft> all() {
        var all = HashMap.<Long, ReturnDraft>newHashMap(heads.size());
        heads.forEach((id, head) -> {
            var node = nodes.get(id);
            if (node != null) {
                var draft = head.draft();
                all.put(
                        id,
                        new ReturnDraft(
                                draft.merchant(),
                                draft.channel(),
                                draft.number(),
                                node,
                                draft.original(),
                                draft.originalNumber(),
                                List.copyOf(head.lines()),
                                draft.refunded(),
                                draft.method(),
                                draft.returnedAt()));
            }
        });
        return all;
    }
}
