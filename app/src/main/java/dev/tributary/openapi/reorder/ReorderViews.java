package dev.tributary.openapi.reorder;

import dev.tributary.catalog.Catalog;
import dev.tributary.catalog.Sku;
import dev.tributary.inventory.Node;
import dev.tributary.inventory.Nodes;
import dev.tributary.inventory.StockAlerts;
import dev.tributary.inventory.StockKey;
import dev.tributary.kernel.MerchantId;
import dev.tributary.kernel.NodeId;
import dev.tributary.kernel.SkuId;
import dev.tributary.openapi.body.Fields;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** Alerts, forecasts and rules in the merchant's own codes. */
@Component
class ReorderViews {

    private final Catalog catalog;
    private final Nodes nodes;

    ReorderViews(Catalog catalog, Nodes nodes) {
        this.catalog = catalog;
        this.nodes = nodes;
    }

    Optional<StockKey> key(MerchantId merchant, String sku, String node) {
        return sku(merchant, sku)
                .flatMap(skuId -> nodes.byCode(merchant, node).map(found -> new StockKey(merchant, skuId, found.id())));
    }

    ReorderShapes.Alert alert(StockAlerts.Alert alert) {
        var key = alert.key();
        return new ReorderShapes.Alert(
                Long.toString(alert.id()),
                code(key.merchant(), key.sku()),
                code(key.merchant(), key.node()),
                alert.openedAt(),
                alert.closedAt(),
                alert.silence()
                        .map(silence -> new ReorderShapes.Silence(silence.until(), silence.reason(), silence.by())),
                alert.forecast().map(ReorderViews::forecast),
                alert.proposal().map(ReorderViews::proposal));
    }

    ReorderShapes.Outlook outlook(String sku, String node, StockAlerts.Outlook outlook) {
        return new ReorderShapes.Outlook(
                sku,
                node,
                outlook.sold().stream()
                        .map(day -> new ReorderShapes.Sold(day.day(), day.units()))
                        .toList(),
                outlook.forecast().map(ReorderViews::forecast),
                outlook.proposal().map(ReorderViews::proposal));
    }

    ReorderShapes.Rule rule(MerchantId merchant, StockAlerts.Rule rule) {
        return new ReorderShapes.Rule(
                rule.sku().map(sku -> code(merchant, sku)),
                rule.node().map(node -> code(merchant, node)),
                rule.leadTimeDays(),
                Optional.of(rule.reviewDays()),
                Optional.of(rule.servicePermille()),
                Optional.of(rule.packUnits()));
    }

    StockAlerts.Rule rule(MerchantId merchant, Fields fields) {
        var sku = fields.optionalText("sku", ReorderDoor.CODE_MAX).flatMap(code -> {
            var found = sku(merchant, code);
            if (found.isEmpty()) {
                fields.wrong("sku", "unknown_sku", "there is no SKU with this code");
            }
            return found;
        });
        var node = fields.optionalText("node", ReorderDoor.CODE_MAX).flatMap(code -> {
            var found = nodes.byCode(merchant, code).map(Node::id);
            if (found.isEmpty()) {
                fields.wrong("node", "unknown_node", "there is no node with this code");
            }
            return found;
        });
        var without = StockAlerts.Rule.DEFAULT;
        return new StockAlerts.Rule(
                sku,
                node,
                fields.optionalWhole("leadTimeDays", 0, ReorderDoor.DAYS_MAX).map(Long::intValue),
                fields.optionalWhole("reviewDays", 1, ReorderDoor.DAYS_MAX)
                        .map(Long::intValue)
                        .orElse(without.reviewDays()),
                fields.optionalWhole("servicePermille", ReorderDoor.PERMILLE_MIN, ReorderDoor.PERMILLE_MAX)
                        .map(Long::intValue)
                        .orElse(without.servicePermille()),
                fields.optionalWhole("packUnits", 1, ReorderDoor.PACK_MAX).orElse(without.packUnits()));
    }

    private Optional<SkuId> sku(MerchantId merchant, String code) {
        return Optional.ofNullable(catalog.skusByCode(merchant, List.of(code)).get(code))
                .map(Sku::id);
    }

    private String code(MerchantId merchant, SkuId sku) {
        return catalog.sku(merchant, sku).map(Sku::code).orElse(sku.toString());
    }

    private String code(MerchantId merchant, NodeId node) {
        return nodes.node(merchant, node).map(Node::code).orElse(node.toString());
    }

    private static ReorderShapes.Forecast forecast(StockAlerts.Forecast forecast) {
        return new ReorderShapes.Forecast(
                forecast.method(),
                rounded(forecast.perDay()),
                forecast.byWeekday().stream().map(ReorderViews::rounded).toList(),
                rounded(forecast.sigma()),
                forecast.days(),
                forecast.madeOn());
    }

    private static ReorderShapes.Proposal proposal(StockAlerts.Proposal proposal) {
        return new ReorderShapes.Proposal(
                proposal.units(),
                rounded(proposal.demand()),
                rounded(proposal.safety()),
                rounded(proposal.z()),
                proposal.available(),
                proposal.expected(),
                rounded(proposal.coverDays()),
                proposal.leadTimeDays(),
                proposal.reviewDays(),
                proposal.packUnits(),
                proposal.formula());
    }

    /** To a thousandth: more would only look exact. */
    private static double rounded(double value) {
        return Math.round(value * 1_000) / 1_000.0;
    }
}
