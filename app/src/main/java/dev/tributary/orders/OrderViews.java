package dev.tributary.orders;

import dev.tributary.kernel.ChannelId;
import dev.tributary.kernel.MerchantId;
import dev.tributary.kernel.Money;
import dev.tributary.kernel.NodeId;
import dev.tributary.kernel.OrderId;
import dev.tributary.kernel.Region;
import dev.tributary.kernel.SkuId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Currency;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.ObjectMapper;

/** Turns rows into views. */
@Component
class OrderViews {

    private final ObjectMapper json;

    OrderViews(ObjectMapper json) {
        this.json = json;
    }

    /** An order without its lines. */
    record Head(OrderId id, OrderView view) {}

    record LineRow(OrderId order, long price, long discount, long allocated, LineFacts facts) {}

    record LineFacts(
            int number,
            Optional<SkuId> sku,
            String channelSku,
            String title,
            long units,
            long unitsShipped,
            long unitsReturned,
            Optional<NodeId> node,
            ReservationState reservation,
            FulfilmentState fulfilment,
            Optional<SaleQuantity> sale,
            Optional<OrderView.Lot> lot,
            Optional<BundlePart> bundle) {}

    Head head(ResultSet row, int index) throws SQLException {
        var currency = Currency.getInstance(row.getString("currency"));
        var id = new OrderId(row.getLong("id"));
        var view = new OrderView(
                new MerchantId(row.getLong("merchant_id")),
                id,
                new ChannelId(row.getLong("channel_id")),
                row.getString("number"),
                OrderIntents.intent(row.getInt("intent")),
                OrderState.of(row.getInt("state")),
                PaymentState.of(row.getInt("payment_state")),
                delivery(row),
                Optional.ofNullable(row.getObject("recipient_record", Long.class)),
                List.of(),
                discounts(row.getString("discounts")),
                new Money(row.getLong("goods"), currency),
                new Money(row.getLong("discount"), currency),
                new Money(row.getLong("freight"), currency),
                new Money(row.getLong("tax"), currency),
                new Money(row.getLong("payable"), currency),
                new Money(row.getLong("paid"), currency),
                new Money(row.getLong("refunded"), currency),
                row.getBoolean("totals_differ"),
                OrderLoads.instant(row, "placed_at"),
                OrderLoads.instant(row, "updated_at"),
                Optional.ofNullable(row.getObject("hold_expires_at", OffsetDateTime.class))
                        .map(OrderViews::instant),
                Optional.ofNullable(row.getString("remark")),
                Optional.ofNullable(row.getString("flag")),
                details(row.getString("details")),
                row.getLong("version"));
        return new Head(id, view);
    }

    LineRow line(ResultSet row, int index) throws SQLException {
        return new LineRow(
                new OrderId(row.getLong("order_id")),
                row.getLong("unit_price"),
                row.getLong("line_discount"),
                row.getLong("allocated"),
                new LineFacts(
                        row.getInt("line"),
                        Optional.ofNullable(row.getObject("sku_id", Long.class)).map(SkuId::new),
                        row.getString("channel_sku"),
                        row.getString("title"),
                        row.getLong("units"),
                        row.getLong("units_shipped"),
                        row.getLong("units_returned"),
                        Optional.ofNullable(row.getObject("node_id", Long.class))
                                .map(NodeId::new),
                        ReservationState.of(row.getInt("reservation")),
                        FulfilmentState.of(row.getInt("fulfilment")),
                        sale(row),
                        lot(row),
                        Optional.ofNullable(OrderLoads.bundle(row))));
    }

    List<OrderView> join(List<Head> heads, List<LineRow> rows) {
        var byOrder = new HashMap<OrderId, List<LineRow>>();
        rows.forEach(row ->
                byOrder.computeIfAbsent(row.order(), order -> new ArrayList<>()).add(row));
        return heads.stream()
                .map(head -> withLines(head.view(), byOrder.getOrDefault(head.id(), List.of())))
                .toList();
    }

    private static OrderView withLines(OrderView view, List<LineRow> rows) {
        var currency = view.payable().currency();
        var lines = standing(rows.stream().map(row -> line(row, currency)).toList());
        return new OrderView(
                view.merchant(),
                view.id(),
                view.channel(),
                view.number(),
                view.intent(),
                view.state(),
                view.payment(),
                view.delivery(),
                view.recipientRecord(),
                lines,
                view.discounts(),
                view.goods(),
                view.discount(),
                view.freight(),
                view.tax(),
                view.payable(),
                view.paid(),
                view.refunded(),
                view.totalsDiffer(),
                view.placedAt(),
                view.updatedAt(),
                view.holdExpiresAt(),
                view.remark(),
                view.flag(),
                view.details(),
                view.version());
    }

    /** Without lines whose SKU turned out to be a bundle: its components stand for them. */
    private static List<OrderView.Line> standing(List<OrderView.Line> lines) {
        var bundles = lines.stream()
                .flatMap(line -> line.bundle().stream().map(BundlePart::line))
                .collect(Collectors.toSet());
        return bundles.isEmpty()
                ? lines
                : lines.stream()
                        .filter(line -> !bundles.contains(line.number()))
                        .toList();
    }

    private static OrderView.Line line(LineRow row, Currency currency) {
        var facts = row.facts();
        return new OrderView.Line(
                facts.number(),
                facts.sku(),
                facts.channelSku(),
                facts.title(),
                facts.units(),
                facts.unitsShipped(),
                facts.unitsReturned(),
                new Money(row.price(), currency),
                new Money(row.discount(), currency),
                new Money(row.allocated(), currency),
                facts.node(),
                facts.reservation(),
                facts.fulfilment(),
                facts.sale(),
                facts.lot(),
                facts.bundle());
    }

    private static Optional<SaleQuantity> sale(ResultSet row) throws SQLException {
        var unit = row.getString("sale_unit");
        return unit == null
                ? Optional.empty()
                : Optional.of(
                        new SaleQuantity(unit, row.getBigDecimal("sale_quantity"), row.getLong("sale_base_units")));
    }

    private static Optional<OrderView.Lot> lot(ResultSet row) throws SQLException {
        var asked = row.getString("lot_asked");
        return asked == null
                ? Optional.empty()
                : Optional.of(new OrderView.Lot(
                        asked,
                        LineLotStore.substitution(row.getInt("substitution")),
                        Optional.ofNullable(row.getString("promised"))));
    }

    private static OrderDraft.Delivery delivery(ResultSet row) throws SQLException {
        var country = row.getString("region_country");
        var code = row.getString("region_code");
        return new OrderDraft.Delivery(
                OrderDraft.Delivery.Method.values()[row.getInt("delivery_method") - 1],
                country == null || code == null ? Optional.empty() : Optional.of(new Region(country, code)));
    }

    private List<OrderDraft.Discount> discounts(@Nullable String text) {
        return text == null ? List.of() : json.readValue(text, new TypeReference<List<OrderDraft.Discount>>() {});
    }

    private Map<String, Object> details(@Nullable String text) {
        return text == null ? Map.of() : json.readValue(text, new TypeReference<Map<String, Object>>() {});
    }

    private static Instant instant(OffsetDateTime time) {
        return time.toInstant();
    }
}
