package dev.tributary.orders;

import dev.tributary.inventory.StockChange;
import dev.tributary.inventory.StockKey;
import dev.tributary.kernel.ChannelId;
import dev.tributary.kernel.MerchantId;
import dev.tributary.kernel.Money;
import dev.tributary.kernel.NodeId;
import dev.tributary.kernel.OrderId;
import dev.tributary.kernel.SkuId;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** Drafts for tests, written down by what matters in them. */
final class Drafts {

    /** Of no catalog, so that the shared hub has no other of this number. */
    static final MerchantId MERCHANT = new MerchantId(910_000);

    static final ChannelId CHANNEL = new ChannelId(9);
    static final Duration HOLD = Duration.ofMinutes(30);

    private Drafts() {}

    /** {@code lines} are SKU, units pairs; every unit costs 10.00, and comes from node 1, then 2. */
    static OrderDraft request(String number, long... lines) {
        return draft(number, OrderDraft.Intent.REQUEST, OrderDraft.Fill.ALL_OR_NOTHING, 0, false, lines);
    }

    static OrderDraft fact(String number, long sourceVersion, long... lines) {
        return draft(number, OrderDraft.Intent.FACT, OrderDraft.Fill.WHAT_YOU_CAN, sourceVersion, false, lines);
    }

    static OrderDraft tillSale(String number, long... lines) {
        return draft(number, OrderDraft.Intent.FACT, OrderDraft.Fill.WHAT_YOU_CAN, 1, true, lines);
    }

    static OrderDraft draft(
            String number,
            OrderDraft.Intent intent,
            OrderDraft.Fill fill,
            long sourceVersion,
            boolean shipsAtOnce,
            long... lines) {
        var made = new ArrayList<OrderDraft.Line>();
        for (int i = 0; i < lines.length; i += 2) {
            made.add(new OrderDraft.Line(
                    i / 2 + 1,
                    lines[i] == 0 ? Optional.empty() : Optional.of(new SkuId(lines[i])),
                    "channel-" + lines[i],
                    "SKU " + lines[i],
                    lines[i + 1],
                    yuan(10),
                    yuan(0),
                    List.of(new NodeId(1), new NodeId(2))));
        }
        return new OrderDraft(
                MERCHANT,
                CHANNEL,
                number,
                (number + made + sourceVersion).getBytes(StandardCharsets.UTF_8),
                Optional.empty(),
                intent,
                fill,
                sourceVersion,
                Instant.parse("2026-11-22T08:00:00Z"),
                Optional.empty(),
                new OrderDraft.Delivery(OrderDraft.Delivery.Method.SHIP, Optional.empty()),
                made,
                List.of(),
                yuan(0),
                yuan(0),
                Optional.empty(),
                Optional.empty(),
                false,
                shipsAtOnce,
                HOLD,
                Optional.empty(),
                Map.of());
    }

    static OrderDraft paid(OrderDraft draft, String reference, long yuan) {
        var payment = new OrderDraft.Payment(reference, "WECHAT", yuan(yuan), draft.placedAt());
        return with(draft, Optional.of(payment), draft.holdTime(), draft.cancelled());
    }

    static OrderDraft holding(OrderDraft draft, Duration holdTime) {
        return with(draft, draft.payment(), holdTime, draft.cancelled());
    }

    /** The same of another merchant's channel, from its nodes. */
    static OrderDraft of(OrderDraft draft, MerchantId merchant, ChannelId channel, Instant placedAt, NodeId... nodes) {
        var lines = draft.lines().stream()
                .map(line -> new OrderDraft.Line(
                        line.number(),
                        line.sku(),
                        line.channelSku(),
                        line.title(),
                        line.units(),
                        line.unitPrice(),
                        line.lineDiscount(),
                        List.of(nodes)))
                .toList();
        return new OrderDraft(
                merchant,
                channel,
                draft.number(),
                draft.bodyHash(),
                draft.idempotencyKey(),
                draft.intent(),
                draft.fill(),
                draft.sourceVersion(),
                placedAt,
                draft.recipient(),
                draft.delivery(),
                lines,
                draft.discounts(),
                draft.freight(),
                draft.tax(),
                draft.statedTotal(),
                draft.payment(),
                draft.cancelled(),
                draft.shipsAtOnce(),
                draft.holdTime(),
                draft.reviewReason(),
                draft.details());
    }

    static OrderDraft cancelled(OrderDraft draft) {
        return with(draft, draft.payment(), draft.holdTime(), true);
    }

    static OrderDraft withLines(OrderDraft draft, List<OrderDraft.Line> lines) {
        return with(draft, lines, draft.payment(), draft.holdTime(), draft.cancelled());
    }

    private static OrderDraft with(
            OrderDraft draft, Optional<OrderDraft.Payment> payment, Duration holdTime, boolean cancelled) {
        return with(draft, draft.lines(), payment, holdTime, cancelled);
    }

    private static OrderDraft with(
            OrderDraft draft,
            List<OrderDraft.Line> lines,
            Optional<OrderDraft.Payment> payment,
            Duration holdTime,
            boolean cancelled) {
        return new OrderDraft(
                draft.merchant(),
                draft.channel(),
                draft.number(),
                draft.bodyHash(),
                draft.idempotencyKey(),
                draft.intent(),
                draft.fill(),
                draft.sourceVersion(),
                draft.placedAt(),
                draft.recipient(),
                draft.delivery(),
                lines,
                draft.discounts(),
                draft.freight(),
                draft.tax(),
                draft.statedTotal(),
                payment,
                cancelled,
                draft.shipsAtOnce(),
                holdTime,
                draft.reviewReason(),
                draft.details());
    }

    /** Taken back at node 7, which has sold nothing. */
    static ReturnDraft returned(String number, @Nullable OrderId sale, long yuan, ReturnDraft.Line... lines) {
        var numbered = new ArrayList<ReturnDraft.Line>();
        for (var line : lines) {
            numbered.add(new ReturnDraft.Line(
                    numbered.size() + 1,
                    line.sku(),
                    line.channelSku(),
                    line.units(),
                    line.disposition(),
                    line.amount()));
        }
        return new ReturnDraft(
                MERCHANT,
                CHANNEL,
                number,
                new NodeId(7),
                Optional.ofNullable(sale),
                Optional.empty(),
                numbered,
                yuan(yuan),
                "CASH",
                Instant.parse("2026-11-22T09:00:00Z"));
    }

    static ReturnDraft.Line line(long sku, long units, ReturnDraft.Disposition disposition) {
        return new ReturnDraft.Line(
                1, Optional.of(new SkuId(sku)), "channel-" + sku, units, disposition, yuan(10 * units));
    }

    static Command.ChangeStock receive(String key, long sku, long node, long units) {
        return stock(key, StockChange.Kind.RECEIVE, sku, node, units);
    }

    static Command.ChangeStock stock(String key, StockChange.Kind kind, long sku, long node, long units) {
        var stockKey = new StockKey(MERCHANT, new SkuId(sku), new NodeId(node));
        return new Command.ChangeStock(
                MERCHANT,
                key,
                key.getBytes(StandardCharsets.UTF_8),
                List.of(new StockChange(stockKey, kind, units, "receipt/" + key, OptionalLong.empty())),
                "test");
    }

    static Money yuan(long yuan) {
        return Money.of(yuan * 100, "CNY");
    }
}
