package dev.tributary.openapi.orders;

import dev.tributary.access.Caller;
import dev.tributary.catalog.Catalog;
import dev.tributary.catalog.Conversion;
import dev.tributary.catalog.SaleUnits;
import dev.tributary.catalog.SalesChannel;
import dev.tributary.catalog.Sku;
import dev.tributary.inventory.Node;
import dev.tributary.inventory.Nodes;
import dev.tributary.kernel.MerchantId;
import dev.tributary.kernel.Money;
import dev.tributary.kernel.NodeId;
import dev.tributary.orders.OrderDraft;
import dev.tributary.orders.SaleQuantity;
import dev.tributary.vault.PersonalData;
import dev.tributary.vault.Sealed;
import dev.tributary.vault.Vault;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Currency;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Turns a form into a draft: codes become ids, the buyer is sealed. All of it from memory, except a buyer never seen. */
@Component
class OrderDrafts {

    private final Catalog catalog;
    private final SaleUnits saleUnits;
    private final Nodes nodes;
    private final Vault vault;
    private final Clock clock;

    OrderDrafts(Catalog catalog, SaleUnits saleUnits, Nodes nodes, Vault vault, Clock clock) {
        this.catalog = catalog;
        this.saleUnits = saleUnits;
        this.nodes = nodes;
        this.vault = vault;
        this.clock = clock;
    }

    /** Throws INVALID_INPUT with everything found while reading and here. */
    OrderDraft draft(OrderForm form, Caller caller, Optional<String> idempotencyKey) {
        if (!form.readable) {
            form.findings.raise();
        }
        var merchant = caller.merchant().orElseThrow();
        var channel = channel(form, caller, merchant);
        var currency = form.currency != null ? form.currency : Currency.getInstance("CNY");
        var lines = lines(form, merchant, channel, currency);
        form.findings.raise();
        Instant now = clock.instant();
        var served = channel.orElseThrow();
        return new OrderDraft(
                merchant,
                served.id(),
                String.valueOf(form.number),
                form.bodyHash,
                idempotencyKey,
                OrderDraft.Intent.REQUEST,
                form.fill,
                0,
                now,
                recipient(form, merchant),
                form.delivery,
                lines,
                discounts(form, currency),
                new Money(form.freight, currency),
                new Money(form.tax, currency),
                Optional.ofNullable(form.total).map(total -> new Money(total, currency)),
                payment(form.payment, currency, now),
                false,
                false,
                served.holdTime(),
                Optional.empty(),
                form.details);
    }

    private Optional<SalesChannel> channel(OrderForm form, Caller caller, MerchantId merchant) {
        String code = form.channel != null ? form.channel : caller.channel().orElse(null);
        if (code == null) {
            form.findings.add("/channel", "required", "name the channel; this client is bound to none");
            return Optional.empty();
        }
        if (caller.channel().filter(bound -> !bound.equals(code)).isPresent()) {
            form.findings.add("/channel", "not_allowed", "this client is bound to another channel");
            return Optional.empty();
        }
        var channel = catalog.channel(merchant, code);
        if (channel.isEmpty()) {
            form.findings.add("/channel", "unknown_channel", "there is no such channel");
        } else if (channel.get().facts()) {
            form.findings.add("/channel", "not_allowed", "orders of this channel come through its own door");
            return Optional.empty();
        }
        return channel;
    }

    private List<OrderDraft.Line> lines(
            OrderForm form, MerchantId merchant, Optional<SalesChannel> channel, Currency currency) {
        var codes = new ArrayList<String>(form.lines.size());
        form.lines.forEach(line -> codes.add(line.sku()));
        Map<String, Sku> skus = catalog.skusByCode(merchant, codes);
        var lines = new ArrayList<OrderDraft.Line>(form.lines.size());
        for (int i = 0; i < form.lines.size(); i++) {
            var line = form.lines.get(i);
            var sku = Optional.ofNullable(skus.get(line.sku()));
            if (sku.isEmpty() && !line.sku().isEmpty()) {
                form.findings.add("/lines/%d/sku".formatted(i), "unknown_sku", "there is no SKU with this code");
            }
            var sale = line.sale();
            var counted = sale == null || sku.isEmpty() ? null : counted(form, i, sku.get(), sale);
            lines.add(new OrderDraft.Line(
                    i + 1,
                    sku.map(Sku::id),
                    line.sku(),
                    sku.map(Sku::name).orElse(""),
                    counted == null ? line.units() : counted.units(),
                    new Money(line.unitPrice(), currency),
                    new Money(line.discount(), currency),
                    candidates(form, i, line.node(), merchant, channel),
                    sale == null || counted == null ? Optional.empty() : Optional.of(sale.of(counted.each())),
                    Optional.ofNullable(line.lot())));
        }
        return lines;
    }

    /** What was told in a unit of sale as base units; null when it cannot be, which is noted. */
    private Conversion.@Nullable Whole counted(OrderForm form, int index, Sku sku, SaleQuantity sale) {
        return switch (saleUnits.convert(sku, sale.unit(), sale.quantity(), OrderDraft.UNITS_MAX)) {
            case Conversion.Whole whole -> whole;
            case Conversion.Fault fault -> {
                form.findings.add(
                        "/lines/%d/%s".formatted(index, ToldUnits.member(fault)),
                        fault.name().toLowerCase(Locale.ROOT),
                        fault.detail());
                yield null;
            }
        };
    }

    private List<NodeId> candidates(
            OrderForm form, int index, @Nullable String code, MerchantId merchant, Optional<SalesChannel> channel) {
        if (code == null) {
            var served = channel.map(SalesChannel::nodes).orElse(List.of());
            if (served.isEmpty() && channel.isPresent()) {
                form.findings.add(
                        "/lines/%d/node".formatted(index),
                        "required",
                        "name the node; the channel is served from none");
            }
            return served;
        }
        var node = nodes.byCode(merchant, code);
        if (node.isEmpty()) {
            form.findings.add("/lines/%d/node".formatted(index), "unknown_node", "there is no node with this code");
        }
        return node.map(Node::id).map(List::of).orElse(List.of());
    }

    private Optional<Sealed> recipient(OrderForm form, MerchantId merchant) {
        if (form.buyerName == null && form.buyerPhone == null && form.buyerEmail == null && form.address == null) {
            return Optional.empty();
        }
        return Optional.of(vault.seal(
                merchant,
                new PersonalData(
                        Optional.ofNullable(form.buyerName),
                        Optional.ofNullable(form.buyerPhone),
                        Optional.ofNullable(form.buyerEmail),
                        Optional.ofNullable(form.address))));
    }

    private static List<OrderDraft.Discount> discounts(OrderForm form, Currency currency) {
        if (form.discounts.isEmpty()) {
            return List.of();
        }
        return form.discounts.stream()
                .map(discount -> new OrderDraft.Discount(
                        discount.bearer(), new Money(discount.amount(), currency), discount.reason()))
                .toList();
    }

    private static Optional<OrderDraft.Payment> payment(
            OrderForm.@Nullable Payment payment, Currency currency, Instant now) {
        return payment == null
                ? Optional.empty()
                : Optional.of(new OrderDraft.Payment(
                        payment.reference(),
                        payment.method(),
                        new Money(payment.amount(), currency),
                        payment.paidAt() == null ? now : payment.paidAt()));
    }
}
