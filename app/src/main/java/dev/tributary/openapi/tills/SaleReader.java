package dev.tributary.openapi.tills;

import dev.tributary.openapi.body.JsonInput;
import dev.tributary.openapi.orders.MoneyReader;
import dev.tributary.openapi.orders.ToldUnits;
import dev.tributary.orders.OrderDraft;
import dev.tributary.orders.SaleQuantity;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import org.jspecify.annotations.Nullable;

/** Reads one sale. It has happened: members nobody knows are passed over, not refused. */
final class SaleReader {

    static final int TENDERS_MAX = 20;
    static final int CODE_MAX = 64;
    static final int METHOD_MAX = 32;
    static final int PHONE_MAX = 32;

    private final JsonInput in;
    private final SaleForm form;
    private final MoneyReader money = new MoneyReader();

    private SaleReader(JsonInput in, SaleForm form) {
        this.in = in;
        this.form = form;
    }

    static SaleForm read(JsonInput in) {
        var form = new SaleForm(in.findings());
        new SaleReader(in, form).sale();
        form.findings.raise();
        return form;
    }

    private void sale() {
        if (!in.entersObject()) {
            if (form.findings.none()) {
                in.wrong("required", "a sale is expected");
            }
            return;
        }
        boolean linesGiven = false;
        boolean tendersGiven = false;
        for (String name = in.nextName(); name != null; name = in.nextName()) {
            switch (name) {
                case "channel" -> form.channel = in.name(CODE_MAX);
                case "node" -> form.node = in.name(CODE_MAX);
                case "till" -> form.till = in.name(Receipt.TILL_MAX);
                case "sequence" -> form.sequence = in.name(Receipt.SEQUENCE_MAX);
                case "businessDay" -> form.businessDay = day();
                case "soldAt" -> form.soldAt = in.instant();
                case "currency" -> money.stated(in);
                case "lines" -> linesGiven = lines();
                case "total" -> form.total = money.amount(in);
                case "tenders" -> tendersGiven = tenders();
                case "member" -> member();
                default -> in.skip();
            }
        }
        form.currency = money.currency();
        required("node", form.node);
        required("till", form.till);
        required("sequence", form.sequence);
        required("businessDay", form.businessDay);
        required("soldAt", form.soldAt);
        required("total", form.total);
        required("lines", linesGiven ? form.lines : null);
        required("tenders", tendersGiven ? form.tenders : null);
    }

    private @Nullable LocalDate day() {
        String text = in.text(10);
        if (text == null) {
            return null;
        }
        try {
            return LocalDate.parse(text);
        } catch (DateTimeParseException e) {
            in.wrong("invalid_value", "a day is expected, such as 2026-11-22");
            return LocalDate.EPOCH;
        }
    }

    private boolean lines() {
        if (!in.entersArray()) {
            return false;
        }
        while (in.nextItem()) {
            if (form.lines.size() == OrderDraft.LINES_MAX) {
                in.wrong("too_many", "at most %d lines".formatted(OrderDraft.LINES_MAX));
                form.findings.raise();
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
        Long discount = null;
        if (in.entersObject()) {
            for (String name = in.nextName(); name != null; name = in.nextName()) {
                switch (name) {
                    case "sku" -> sku = in.name(CODE_MAX);
                    case "units" -> units = in.quantity(OrderDraft.UNITS_MAX);
                    case "unit" -> unit = in.name(SaleQuantity.UNIT_LENGTH_MAX);
                    case "unitPrice" -> unitPrice = money.amount(in);
                    case "discount" -> discount = money.amount(in);
                    default -> in.skip();
                }
            }
        }
        required("sku", sku);
        required("units", units);
        required("unitPrice", unitPrice);
        if (unit == null && units instanceof BigDecimal) {
            in.wrongMember("units", "wrong_type", "a whole number is expected");
        }
        form.lines.add(new SaleForm.Line(
                sku == null ? "" : sku,
                units == null ? 0 : units.longValue(),
                orZero(unitPrice),
                orZero(discount),
                ToldUnits.read(unit, units)));
    }

    private boolean tenders() {
        if (!in.entersArray()) {
            return false;
        }
        while (in.nextItem()) {
            if (form.tenders.size() == TENDERS_MAX) {
                in.wrong("too_many", "at most %d tenders".formatted(TENDERS_MAX));
                form.findings.raise();
            }
            tender();
        }
        return true;
    }

    private void tender() {
        String method = null;
        Long amount = null;
        if (in.entersObject()) {
            for (String name = in.nextName(); name != null; name = in.nextName()) {
                switch (name) {
                    case "method" -> method = in.name(METHOD_MAX);
                    case "amount" -> amount = money.amount(in);
                    default -> in.skip();
                }
            }
        }
        required("method", method);
        required("amount", amount);
        form.tenders.add(new SaleForm.Tender(method == null ? "" : method, orZero(amount)));
    }

    private void member() {
        if (!in.entersObject()) {
            return;
        }
        for (String name = in.nextName(); name != null; name = in.nextName()) {
            if (name.equals("phone")) {
                form.memberPhone = in.text(PHONE_MAX);
            } else {
                in.skip();
            }
        }
    }

    private void required(String name, @Nullable Object value) {
        if (value == null) {
            in.missing(name);
        }
    }

    private static long orZero(@Nullable Long value) {
        return value == null ? 0 : value;
    }
}
