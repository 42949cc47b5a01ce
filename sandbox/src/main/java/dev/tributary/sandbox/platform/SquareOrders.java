package dev.tributary.sandbox.platform;

import dev.tributary.sandbox.wire.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A till's orders as Square writes them. */
final class SquareOrders {

    private SquareOrders() {}

    static String goods(Article article) {
        return "CATALOG%04dVARIATION".formatted(article.index());
    }

    /** Square writes milliseconds, so that changes of one second have an order. */
    static String changed(Sale sale) {
        return sale.changedAt().plusMillis(sale.revision()).toString();
    }

    static String state(Sale sale) {
        return switch (sale.state()) {
            case OPEN -> "OPEN";
            case PAID -> "COMPLETED";
            case CANCELLED -> "CANCELED";
        };
    }

    static Map<String, Object> order(Sale sale, String location) {
        List<Map<String, Object>> tenders = new ArrayList<>();
        if (sale.state() == Sale.State.PAID) {
            tenders.add(Json.object(
                    "id",
                    "tender-" + sale.number(),
                    "type",
                    "CARD",
                    "amount_money",
                    Json.money(sale.total()),
                    "created_at",
                    sale.changedAt().toString()));
        }
        Map<String, Object> order = Json.object(
                "id",
                sale.number(),
                "location_id",
                location,
                "state",
                state(sale),
                "version",
                sale.revision(),
                "source",
                Json.object("name", "Till 收银台"),
                "created_at",
                sale.placedAt().toString(),
                "updated_at",
                changed(sale),
                "line_items",
                sale.pieces().stream().map(SquareOrders::line).toList(),
                "total_service_charge_money",
                Json.money(sale.freight()),
                "total_tip_money",
                Json.money(0),
                "total_money",
                Json.money(sale.total()));
        if (!tenders.isEmpty()) {
            order.put("tenders", tenders);
        }
        return order;
    }

    private static Map<String, Object> line(Sale.Piece piece) {
        return Json.object(
                "uid",
                "line-" + piece.article().index(),
                "catalog_object_id",
                goods(piece.article()),
                "name",
                piece.article().name(),
                "quantity",
                Integer.toString(piece.units()),
                "base_price_money",
                Json.money(piece.article().price()),
                "gross_sales_money",
                Json.money(piece.amount()),
                "total_discount_money",
                Json.money(0),
                "total_tax_money",
                Json.money(0),
                "total_money",
                Json.money(piece.amount()));
    }
}
