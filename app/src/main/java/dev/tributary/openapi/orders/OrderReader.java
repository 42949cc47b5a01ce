package dev.tributary.openapi.orders;

import dev.tributary.inventory.LotName;
import dev.tributary.inventory.LotWish;
import dev.tributary.kernel.Region;
import dev.tributary.openapi.body.JsonInput;
import dev.tributary.orders.OrderDraft;
import dev.tributary.orders.OrderDraft.Delivery.Method;
import dev.tributary.orders.OrderDraft.Discount.Bearer;
import dev.tributary.orders.OrderDraft.Fill;
import dev.tributary.orders.SaleQuantity;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Reads one order of {@code POST /v1/orders}. Unknown fields are refused: a misspelt discount that is silently left out
 * costs somebody money.
 */
final class OrderReader {

    private static final Fill[] FILLS = Fill.values();
    private static final Method[] METHODS = Method.values();
    private static final LotWish.Substitution[] SUBSTITUTIONS = LotWish.Substitution.values();
    private static final Bearer[] BEARERS = Bearer.values();
    private static final InvoiceKind[] INVOICE_KINDS = InvoiceKind.values();
    static final int DISCOUNTS_MAX = 100;
    static final int CODE_MAX = 64;
    static final int NAME_MAX = 200;
    static final int TEXT_MAX = 500;
    static final int PHONE_MAX = 32;
    static final int CARD_AGE_DAYS_MAX = 100_000;

    private final JsonInput in;
    private final OrderForm form;
    private final MoneyReader money = new MoneyReader();

    enum InvoiceKind {
        PERSONAL,
        COMPANY
    }

    private OrderReader(JsonInput in, OrderForm form) {
        this.in = in;
        this.form = form;
    }

    /** Leaves the input at the end of the order. */
    static OrderForm read(JsonInput in) {
        var form = new OrderForm(in.findings());
        new OrderReader(in, form).order();
        return form;
    }

    private void order() {
        if (!in.entersObject()) {
            if (form.findings.none()) {
                in.wrong("required", "an order is expected");
            }
            return;
        }
        form.readable = true;
        boolean linesGiven = false;
        for (String name = in.nextName(); name != null; name = in.nextName()) {
            switch (name) {
                case "channel" -> form.channel = in.text(CODE_MAX);
                case "number" -> form.number = in.name(CODE_MAX);
                case "fill" -> form.fill = orElse(in.oneOf(FILLS), form.fill);
                case "currency" -> money.stated(in);
                case "buyer" -> buyer();
                case "delivery" -> delivery();
                case "lines" -> linesGiven = lines();
                case "discounts" -> discounts();
                case "freight" -> form.freight = orElse(money.amount(in), 0L);
                case "tax" -> form.tax = orElse(money.amount(in), 0L);
                case "total" -> form.total = money.amount(in);
                case "payment" -> payment();
                case "invoice" -> invoice();
                case "risk" -> risk();
                case "remark" -> put(form.details, "remark", in.text(TEXT_MAX));
                default -> in.unknown();
            }
        }
        form.currency = money.currency();
        if (form.number == null) {
            in.missing("number");
        }
        if (!linesGiven) {
            in.missing("lines");
        }
    }

    private void buyer() {
        if (!in.entersObject()) {
            return;
        }
        for (String name = in.nextName(); name != null; name = in.nextName()) {
            switch (name) {
                case "name" -> form.buyerName = in.text(NAME_MAX);
                case "phone" -> form.buyerPhone = in.text(PHONE_MAX);
                case "email" -> form.buyerEmail = in.text(NAME_MAX);
                default -> in.unknown();
            }
        }
    }

    private void delivery() {
        if (!in.entersObject()) {
            return;
        }
        var method = Method.SHIP;
        Region region = null;
        for (String name = in.nextName(); name != null; name = in.nextName()) {
            switch (name) {
                case "method" -> method = orElse(in.oneOf(METHODS), method);
                case "region" -> region = region();
                case "address" -> form.address = in.text(TEXT_MAX);
                default -> in.unknown();
            }
        }
        form.delivery = new OrderDraft.Delivery(method, Optional.ofNullable(region));
    }

    private @Nullable Region region() {
        if (!in.entersObject()) {
            return null;
        }
        String country = "CN";
        String code = "";
        for (String name = in.nextName(); name != null; name = in.nextName()) {
            switch (name) {
                case "country" -> country = orElse(in.text(2), country);
                case "code" -> code = orElse(in.text(16), code);
                default -> in.unknown();
            }
        }
        try {
            return new Region(country, code);
        } catch (IllegalArgumentException e) {
            in.wrong("invalid_value", Objects.requireNonNullElse(e.getMessage(), "no region"));
            return null;
        }
    }

    private boolean lines() {
        if (!in.entersArray()) {
            return false;
        }
        while (in.nextItem()) {
            if (form.lines.size() == OrderDraft.LINES_MAX) {
                in.wrong("too_many", "at most %d lines".formatted(OrderDraft.LINES_MAX));
                skipRest();
                return true;
            }
            line();
        }
        if (form.lines.isEmpty()) {
            in.wrong("too_few", "at least 1 line");
        }
        return true;
    }

    private void line() {
        String sku = null;
        Number units = null;
        String unit = null;
        Long unitPrice = null;
        long discount = 0;
        String node = null;
        String lot = null;
        LotWish.Substitution substitution = null;
        if (in.entersObject()) {
            for (String name = in.nextName(); name != null; name = in.nextName()) {
                switch (name) {
                    case "sku" -> sku = in.name(CODE_MAX);
                    case "units" -> units = in.quantity(OrderDraft.UNITS_MAX);
                    case "unit" -> unit = in.name(SaleQuantity.UNIT_LENGTH_MAX);
                    case "unitPrice" -> unitPrice = money.amount(in);
                    case "discount" -> discount = orElse(money.amount(in), 0L);
                    case "node" -> node = in.text(CODE_MAX);
                    case "lot" -> lot = in.name(LotName.NUMBER_LENGTH_MAX);
                    case "lotSubstitution" -> substitution = in.oneOf(SUBSTITUTIONS);
                    default -> in.unknown();
                }
            }
        }
        required("sku", sku);
        required("units", units);
        required("unitPrice", unitPrice);
        if (unit == null && units instanceof BigDecimal) {
            in.wrongMember("units", "wrong_type", "a whole number is expected");
        }
        if (lot == null && substitution != null) {
            in.missing("lot");
        }
        form.lines.add(new OrderForm.Line(
                orElse(sku, ""),
                units == null ? 1 : units.longValue(),
                orElse(unitPrice, 0L),
                discount,
                node,
                ToldUnits.read(unit, units),
                lot == null ? null : new LotWish(lot, orElse(substitution, LotWish.Substitution.NONE))));
    }

    private void discounts() {
        if (!in.entersArray()) {
            return;
        }
        while (in.nextItem()) {
            if (form.discounts.size() == DISCOUNTS_MAX) {
                in.wrong("too_many", "at most %d discounts".formatted(DISCOUNTS_MAX));
                skipRest();
                return;
            }
            discount();
        }
    }

    private void discount() {
        Bearer bearer = null;
        Long amount = null;
        String reason = "";
        if (in.entersObject()) {
            for (String name = in.nextName(); name != null; name = in.nextName()) {
                switch (name) {
                    case "bearer" -> bearer = in.oneOf(BEARERS);
                    case "amount" -> amount = money.amount(in);
                    case "reason" -> reason = orElse(in.text(NAME_MAX), reason);
                    default -> in.unknown();
                }
            }
        }
        required("bearer", bearer);
        required("amount", amount);
        form.discounts.add(new OrderForm.Discount(orElse(bearer, Bearer.MERCHANT), orElse(amount, 0L), reason));
    }

    private void payment() {
        if (!in.entersObject()) {
            return;
        }
        String reference = null;
        String method = null;
        Long amount = null;
        Instant paidAt = null;
        for (String name = in.nextName(); name != null; name = in.nextName()) {
            switch (name) {
                case "reference" -> reference = in.name(CODE_MAX);
                case "method" -> method = in.name(CODE_MAX);
                case "amount" -> amount = money.amount(in);
                case "paidAt" -> paidAt = in.instant();
                default -> in.unknown();
            }
        }
        required("reference", reference);
        required("method", method);
        required("amount", amount);
        form.payment = new OrderForm.Payment(orElse(reference, ""), orElse(method, ""), orElse(amount, 0L), paidAt);
    }

    /** A person's invoice is made out to the buyer, whose name is in the vault; only a company's title is kept here. */
    private void invoice() {
        if (!in.entersObject()) {
            return;
        }
        var kind = InvoiceKind.PERSONAL;
        String title = null;
        String taxNumber = null;
        for (String name = in.nextName(); name != null; name = in.nextName()) {
            switch (name) {
                case "kind" -> kind = orElse(in.oneOf(INVOICE_KINDS), kind);
                case "title" -> title = in.text(NAME_MAX);
                case "taxNumber" -> taxNumber = in.text(PHONE_MAX);
                default -> in.unknown();
            }
        }
        var invoice = new LinkedHashMap<String, Object>();
        invoice.put("kind", kind.name());
        if (kind == InvoiceKind.COMPANY) {
            put(invoice, "title", title);
            put(invoice, "taxNumber", taxNumber);
        }
        form.details.put("invoice", invoice);
    }

    private void risk() {
        if (!in.entersObject()) {
            return;
        }
        var risk = new LinkedHashMap<String, Object>();
        for (String name = in.nextName(); name != null; name = in.nextName()) {
            switch (name) {
                case "deviceId" -> put(risk, name, in.text(CODE_MAX));
                case "cardAgeDays" -> put(risk, name, in.whole(0, CARD_AGE_DAYS_MAX));
                case "latitude" -> put(risk, name, in.decimal(-90, 90));
                case "longitude" -> put(risk, name, in.decimal(-180, 180));
                default -> in.unknown();
            }
        }
        form.details.put("risk", risk);
    }

    private void required(String name, @Nullable Object value) {
        if (value == null) {
            in.missing(name);
        }
    }

    private void skipRest() {
        in.skip();
        while (in.nextItem()) {
            in.skip();
        }
    }

    private static void put(Map<String, Object> map, String name, @Nullable Object value) {
        if (value != null) {
            map.put(name, value);
        }
    }

    private static <T> T orElse(@Nullable T value, T other) {
        return value == null ? other : value;
    }
}
