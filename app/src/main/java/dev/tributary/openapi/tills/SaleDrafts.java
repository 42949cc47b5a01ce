package dev.tributary.openapi.tills;

import dev.tributary.access.Caller;
import dev.tributary.catalog.Catalog;
import dev.tributary.catalog.Conversion;
import dev.tributary.catalog.SaleUnits;
import dev.tributary.catalog.SalesChannel;
import dev.tributary.catalog.Sku;
import dev.tributary.kernel.MerchantId;
import dev.tributary.kernel.Micros;
import dev.tributary.kernel.Money;
import dev.tributary.kernel.NodeId;
import dev.tributary.orders.OrderDraft;
import dev.tributary.orders.SaleQuantity;
import dev.tributary.vault.PersonalData;
import dev.tributary.vault.Sealed;
import dev.tributary.vault.Vault;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/**
 * Turns a sale into the draft of a fact that ships at once. A SKU that nobody knows waits for its mapping; only what
 * leaves no place to store it, such as an unknown node, is refused.
 */
@Component
class SaleDrafts {

    private final Catalog catalog;
    private final SaleUnits saleUnits;
    private final TillPlaces places;
    private final Vault vault;

    SaleDrafts(Catalog catalog, SaleUnits saleUnits, TillPlaces places, Vault vault) {
        this.catalog = catalog;
        this.saleUnits = saleUnits;
        this.places = places;
        this.vault = vault;
    }

    OrderDraft draft(SaleForm form, Caller caller, byte[] bodyHash) {
        var merchant = caller.merchant().orElseThrow();
        var channel = places.channel(form.channel, caller, form.findings);
        var node = places.node(form.node, caller, form.findings);
        form.findings.raise();
        var currency = Objects.requireNonNull(form.currency);
        var soldAt = Objects.requireNonNull(form.soldAt);
        var served = channel.orElseThrow();
        var place = node.orElseThrow().id();
        String number = form.number(place);
        return new OrderDraft(
                merchant,
                served.id(),
                number,
                bodyHash,
                Optional.empty(),
                OrderDraft.Intent.FACT,
                OrderDraft.Fill.ALL_OR_NOTHING,
                Micros.of(soldAt),
                soldAt,
                member(form, merchant),
                new OrderDraft.Delivery(OrderDraft.Delivery.Method.CARRIED_OUT, Optional.empty()),
                lines(form, merchant, served, place),
                List.of(),
                new Money(0, currency),
                new Money(0, currency),
                Optional.of(new Money(Objects.requireNonNull(form.total), currency)),
                payment(form, number),
                false,
                true,
                served.holdTime(),
                Optional.empty(),
                details(form));
    }

    private List<OrderDraft.Line> lines(SaleForm form, MerchantId merchant, SalesChannel channel, NodeId node) {
        var codes = form.lines.stream().map(SaleForm.Line::sku).toList();
        Map<String, Sku> skus = catalog.listed(merchant, channel.id(), codes);
        var currency = Objects.requireNonNull(form.currency);
        var lines = new ArrayList<OrderDraft.Line>(codes.size());
        for (var line : form.lines) {
            var sku = Optional.ofNullable(skus.get(line.sku()));
            var sale = line.sale();
            var whole = sale == null ? Optional.<Conversion.Whole>empty() : sku.flatMap(known -> whole(known, sale));
            boolean counted = sale == null || whole.isPresent();
            lines.add(new OrderDraft.Line(
                    lines.size() + 1,
                    // What cannot be counted yet waits as an unknown SKU does, until somebody sets its unit up.
                    counted ? sku.map(Sku::id) : Optional.empty(),
                    line.sku(),
                    sku.map(Sku::name).orElse(""),
                    sale == null
                            ? line.units()
                            : whole.map(Conversion.Whole::units).orElseGet(sale::unitsWaiting),
                    new Money(line.unitPrice(), currency),
                    new Money(line.discount(), currency),
                    List.of(node),
                    Optional.ofNullable(sale)
                            .map(told ->
                                    told.of(whole.map(Conversion.Whole::each).orElse(0L)))));
        }
        return lines;
    }

    private Optional<Conversion.Whole> whole(Sku sku, SaleQuantity sale) {
        return switch (saleUnits.convert(sku, sale.unit(), sale.quantity(), OrderDraft.UNITS_MAX)) {
            case Conversion.Whole whole -> Optional.of(whole);
            case Conversion.Fault fault -> Optional.empty();
        };
    }

    private Optional<Sealed> member(SaleForm form, MerchantId merchant) {
        return Optional.ofNullable(form.memberPhone)
                .map(phone -> vault.seal(
                        merchant,
                        new PersonalData(Optional.empty(), Optional.of(phone), Optional.empty(), Optional.empty())));
    }

    /** One payment however many tenders; each tender is kept in the details. */
    private static Optional<OrderDraft.Payment> payment(SaleForm form, String number) {
        long paid = form.tenders.stream().mapToLong(SaleForm.Tender::amount).sum();
        if (paid == 0) {
            return Optional.empty();
        }
        String methods =
                form.tenders.stream().map(SaleForm.Tender::method).distinct().collect(Collectors.joining("+"));
        return Optional.of(new OrderDraft.Payment(
                number,
                methods.length() <= 64 ? methods : "SEVERAL",
                new Money(paid, Objects.requireNonNull(form.currency)),
                Objects.requireNonNull(form.soldAt)));
    }

    private static Map<String, Object> details(SaleForm form) {
        var details = new LinkedHashMap<String, Object>();
        details.put("till", String.valueOf(form.till));
        details.put("sequence", String.valueOf(form.sequence));
        details.put("businessDay", String.valueOf(form.businessDay));
        details.put(
                "tenders",
                form.tenders.stream()
                        .map(tender -> Map.of("method", tender.method(), "amount", tender.amount()))
                        .toList());
        return details;
    }
}
