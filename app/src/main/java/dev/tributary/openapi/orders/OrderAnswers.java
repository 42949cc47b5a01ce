package dev.tributary.openapi.orders;

import dev.tributary.catalog.Catalog;
import dev.tributary.catalog.Sku;
import dev.tributary.inventory.Node;
import dev.tributary.inventory.Nodes;
import dev.tributary.kernel.MerchantId;
import dev.tributary.kernel.NodeId;
import dev.tributary.kernel.Problem;
import dev.tributary.kernel.ProblemException;
import dev.tributary.kernel.SkuId;
import dev.tributary.kernel.Violation;
import dev.tributary.orders.OrderView;
import dev.tributary.orders.Outcome;
import dev.tributary.orders.PaymentState;
import dev.tributary.orders.ReservationState;
import java.util.List;
import java.util.Objects;
import org.springframework.stereotype.Component;
import tools.jackson.core.JsonGenerator;

/** Writes what became of placed orders, field by field: this is the hot door's answer. */
@Component
public class OrderAnswers {

    private final Catalog catalog;
    private final Nodes nodes;

    OrderAnswers(Catalog catalog, Nodes nodes) {
        this.catalog = catalog;
        this.nodes = nodes;
    }

    /** @param told what the caller said, which is told back */
    public void placed(JsonGenerator json, MerchantId merchant, String number, Outcome.Placed placed, ToldLines told) {
        json.writeStartObject();
        json.writeStringProperty("id", placed.order().toString());
        json.writeStringProperty("number", number);
        json.writeStringProperty("state", placed.state().name());
        json.writeStringProperty("payment", placed.payment().name());
        json.writeStringProperty("shown", shown(placed).name());
        json.writeName("lines");
        json.writeStartArray();
        for (var line : placed.lines()) {
            json.writeStartObject();
            json.writeNumberProperty("line", line.line());
            json.writeStringProperty("sku", told.skuOfLine(line.line()));
            ToldUnits.write(json, told.saleOfLine(line.line()));
            json.writeStringProperty("reservation", line.reservation().name());
            if (line.node() != 0) {
                json.writeStringProperty("node", nodeCode(merchant, new NodeId(line.node())));
            }
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeStringProperty("version", Long.toString(placed.version()));
        json.writeEndObject();
    }

    /** Every short line at once, beside the violations that point at them. */
    public void refused(JsonGenerator json, MerchantId merchant, Outcome.Refused refused, ToldLines told) {
        json.writeStartObject();
        head(json, problem(refused), "this refusal is final for the number", violations(refused));
        json.writeName("lines");
        json.writeStartArray();
        for (var line : refused.lines()) {
            json.writeStartObject();
            json.writeNumberProperty("line", line.line());
            json.writeStringProperty("sku", skuCode(merchant, line.sku()));
            json.writeNumberProperty("wanted", line.wanted());
            json.writeNumberProperty("available", line.available());
            String lot = told.lotOfLine(line.line());
            if (lot != null) {
                json.writeStringProperty("lot", lot);
            }
            ToldUnits.write(json, told.saleOfLine(line.line()));
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeEndObject();
    }

    static List<Violation> violations(Outcome.Refused refused) {
        return refused.lines().stream()
                .map(line -> new Violation(
                        "/lines/%d/units".formatted(line.line() - 1),
                        line.byQuota() ? "quota_exhausted" : "insufficient_stock",
                        "%d wanted, %d available".formatted(line.wanted(), line.available())))
                .toList();
    }

    static Problem problem(Outcome.Refused refused) {
        return switch (refused.reason()) {
            case UNKNOWN_STOCK, INSUFFICIENT_STOCK -> Problem.INSUFFICIENT_STOCK;
            case QUOTA_EXHAUSTED -> Problem.QUOTA_EXHAUSTED;
        };
    }

    public void problem(JsonGenerator json, ProblemException problem) {
        json.writeStartObject();
        head(json, problem.problem(), Objects.requireNonNullElse(problem.getMessage(), ""), problem.violations());
        json.writeEndObject();
    }

    /** What people see, from what is known without reading the order again. */
    private static OrderView.Shown shown(Outcome.Placed placed) {
        return switch (placed.state()) {
            case IN_REVIEW -> OrderView.Shown.IN_REVIEW;
            case ON_HOLD -> OrderView.Shown.ON_HOLD;
            case CANCELLED -> OrderView.Shown.CANCELLED;
            case EXPIRED -> OrderView.Shown.EXPIRED;
            case SHIPPED -> OrderView.Shown.SHIPPED;
            case RETURNED -> OrderView.Shown.RETURNED;
            case ACCEPTED -> {
                if (placed.lines().stream().anyMatch(line -> waits(line.reservation()))) {
                    yield OrderView.Shown.WAITING;
                }
                if (placed.lines().stream().anyMatch(line -> line.reservation() == ReservationState.SHIPPED)) {
                    yield OrderView.Shown.PARTLY_SHIPPED;
                }
                yield placed.payment() == PaymentState.PAID ? OrderView.Shown.TO_SHIP : OrderView.Shown.TO_PAY;
            }
        };
    }

    private static boolean waits(ReservationState state) {
        return state == ReservationState.WAITING_MAPPING
                || state == ReservationState.WAITING_STOCK
                || state == ReservationState.WAITING_RECEIPT;
    }

    private static void head(JsonGenerator json, Problem problem, String detail, List<Violation> violations) {
        json.writeStringProperty("type", problem.type());
        json.writeStringProperty("title", problem.title());
        json.writeStringProperty("titleChinese", problem.titleChinese());
        json.writeNumberProperty("status", problem.status());
        json.writeStringProperty("detail", detail);
        json.writeName("violations");
        json.writeStartArray();
        for (var violation : violations) {
            json.writeStartObject();
            json.writeStringProperty("pointer", violation.pointer());
            json.writeStringProperty("code", violation.code());
            json.writeStringProperty("detail", violation.detail());
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    private String skuCode(MerchantId merchant, SkuId sku) {
        return catalog.sku(merchant, sku).map(Sku::code).orElse(sku.toString());
    }

    private String nodeCode(MerchantId merchant, NodeId node) {
        return nodes.node(merchant, node).map(Node::code).orElse(node.toString());
    }
}
