package dev.tributary.openapi.erp;

import dev.tributary.catalog.Catalog;
import dev.tributary.catalog.Sku;
import dev.tributary.inventory.Nodes;
import dev.tributary.inventory.StockChange;
import dev.tributary.inventory.StockKey;
import dev.tributary.kernel.MerchantId;
import dev.tributary.openapi.body.Fields;
import java.util.ArrayList;
import java.util.Currency;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.springframework.stereotype.Component;

/** Reads the lines of {@code POST /v1/stock:batch}; codes become ids. */
@Component
class StockLines {

    private static final int LINES_MAX = 1_000;
    private static final int CODE_MAX = 64;
    private static final int CAUSE_MAX = 80;
    private static final long UNITS_MAX = 1_000_000_000_000L;

    private record Line(Fields fields, String node, String sku, StockChange.Kind kind, long units, String cause) {}

    private final Catalog catalog;
    private final Nodes nodes;

    StockLines(Catalog catalog, Nodes nodes) {
        this.catalog = catalog;
        this.nodes = nodes;
    }

    /** @throws dev.tributary.kernel.ProblemException INVALID_INPUT with everything that is wrong */
    List<StockChange> read(MerchantId merchant, Fields fields) {
        var lines = new ArrayList<Line>();
        for (Fields item : fields.objects("lines", LINES_MAX)) {
            lines.add(line(item));
        }
        Map<String, Sku> skus =
                catalog.skusByCode(merchant, lines.stream().map(Line::sku).toList());
        Currency currency = catalog.merchant(merchant).orElseThrow().currency();
        var changes = new ArrayList<StockChange>();
        for (Line line : lines) {
            var sku = Optional.ofNullable(skus.get(line.sku()));
            var node = nodes.byCode(merchant, line.node());
            if (sku.isEmpty() && !line.sku().isEmpty()) {
                line.fields().wrong("sku", "unknown_sku", "there is no SKU with this code");
            }
            if (node.isEmpty() && !line.node().isEmpty()) {
                line.fields().wrong("node", "unknown_node", "there is no node with this code");
            }
            OptionalLong cost = unitCost(line.fields(), currency);
            if (sku.isPresent() && node.isPresent()) {
                var at = new StockKey(merchant, sku.get().id(), node.get().id());
                changes.add(new StockChange(at, line.kind(), line.units(), line.cause(), cost));
            }
        }
        refuseContradictions(lines);
        fields.finish();
        return changes;
    }

    private static Line line(Fields item) {
        var kind = item.oneOf("kind", StockChange.Kind.class);
        long min = switch (kind) {
            case RECEIVE -> 1;
            case COUNT, SAFETY, ALLOWANCE -> 0;
            case ADJUST -> -UNITS_MAX;
        };
        return new Line(
                item,
                item.text("node", CODE_MAX),
                item.text("sku", CODE_MAX),
                kind,
                item.whole("units", min, UNITS_MAX),
                item.optionalText("cause", CAUSE_MAX).orElse("api"));
    }

    private static OptionalLong unitCost(Fields line, Currency currency) {
        var cost = line.optionalMoney("unitCost", 0, UNITS_MAX);
        if (cost.isEmpty()) {
            return OptionalLong.empty();
        }
        if (!cost.get().currency().equals(currency)) {
            line.wrong("unitCost", "wrong_currency", "the merchant counts in " + currency.getCurrencyCode());
        }
        return OptionalLong.of(cost.get().amount());
    }

    /** Two absolute numbers for one row in one call: nobody could say which is meant. */
    private static void refuseContradictions(List<Line> lines) {
        var seen = new HashSet<String>();
        for (Line line : lines) {
            boolean absolute = line.kind() != StockChange.Kind.RECEIVE && line.kind() != StockChange.Kind.ADJUST;
            if (absolute && !seen.add(line.kind() + "/" + line.sku() + "/" + line.node())) {
                line.fields().wrong("kind", "duplicate", "an earlier line says so of this row");
            }
        }
    }
}
