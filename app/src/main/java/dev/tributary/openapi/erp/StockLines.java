package dev.tributary.openapi.erp;

import dev.tributary.catalog.Catalog;
import dev.tributary.catalog.Sku;
import dev.tributary.inventory.LotName;
import dev.tributary.inventory.Nodes;
import dev.tributary.inventory.StockChange;
import dev.tributary.inventory.StockChange.Kind;
import dev.tributary.inventory.StockKey;
import dev.tributary.kernel.MerchantId;
import dev.tributary.kernel.Money;
import dev.tributary.kernel.NodeId;
import dev.tributary.kernel.SkuId;
import dev.tributary.openapi.body.Cells;
import dev.tributary.openapi.body.Fields;
import dev.tributary.openapi.lots.LotReader;
import java.util.ArrayList;
import java.util.Currency;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.springframework.stereotype.Component;

/** Lines of stock as callers write them, by codes, turned into changes of rows. */
@Component
class StockLines {

    static final long UNITS_MAX = 1_000_000_000L;
    static final long COST_MAX = 1_000_000_000_000L;
    static final int CODE_MAX = 64;
    static final int CAUSE_MAX = 80;
    private static final NodeId NO_NODE = new NodeId(Long.MAX_VALUE);
    private static final SkuId NO_SKU = new SkuId(Long.MAX_VALUE);

    record Line(
            String node,
            String sku,
            Kind kind,
            long units,
            String cause,
            OptionalLong unitCost,
            Optional<Currency> costCurrency,
            Optional<LotName> lot,
            boolean readable) {}

    interface Blame {
        void on(int place, String column, String code, String detail);
    }

    private final Catalog catalog;
    private final Nodes nodes;

    StockLines(Catalog catalog, Nodes nodes) {
        this.catalog = catalog;
        this.nodes = nodes;
    }

    Currency currency(MerchantId merchant) {
        return catalog.merchant(merchant).orElseThrow().currency();
    }

    Line line(Fields fields) {
        var cost = fields.optionalMoney("unitCost", 0, COST_MAX);
        return new Line(
                fields.text("node", CODE_MAX),
                fields.text("sku", CODE_MAX),
                fields.oneOf("kind", Kind.class),
                fields.whole("units", -UNITS_MAX, UNITS_MAX),
                fields.optionalText("cause", CAUSE_MAX).orElse("api"),
                cost.map(money -> OptionalLong.of(money.amount())).orElse(OptionalLong.empty()),
                cost.map(Money::currency),
                LotReader.read(fields),
                true);
    }

    Line line(Cells cells, Currency currency) {
        var kind = cells.oneOf("kind", Kind.class, Kind.ADJUST);
        cells.text("kind", CODE_MAX);
        return new Line(
                cells.text("node", CODE_MAX),
                cells.text("sku", CODE_MAX),
                kind,
                cells.whole("units", -UNITS_MAX, UNITS_MAX),
                cells.optionalText("cause", CAUSE_MAX).orElse("file"),
                cells.minorUnits("unitCost", currency),
                Optional.of(currency),
                LotReader.read(cells),
                cells.findings().none());
    }

    /** One change per line, in order; those of blamed lines are of no use. */
    List<StockChange> changes(MerchantId merchant, List<Line> lines, Blame blame) {
        var skus = catalog.skusByCode(
                merchant,
                lines.stream().map(Line::sku).filter(code -> !code.isEmpty()).toList());
        var currency = currency(merchant);
        var changes = new ArrayList<StockChange>();
        var said = new HashSet<String>();
        for (int i = 0; i < lines.size(); i++) {
            Line line = lines.get(i);
            Sku sku = skus.get(line.sku());
            if (sku == null && !line.sku().isEmpty()) {
                blame.on(i, "sku", "unknown_sku", "there is no SKU with this code");
            }
            var node = nodes.byCode(merchant, line.node());
            if (node.isEmpty() && !line.node().isEmpty()) {
                blame.on(i, "node", "unknown_node", "there is no node with this code");
            }
            boolean good = check(i, line, currency, blame) && line.readable() && sku != null && node.isPresent();
            // Two absolute numbers for one row in one call: nobody could say which is meant.
            if (good && absolute(line.kind()) && !said.add(subject(line))) {
                blame.on(i, "kind", "duplicate", "an earlier line says so of this row or lot");
            }
            var key = new StockKey(
                    merchant,
                    sku == null ? NO_SKU : sku.id(),
                    node.map(place -> place.id()).orElse(NO_NODE));
            changes.add(new StockChange(
                    key,
                    line.kind(),
                    line.units(),
                    line.cause(),
                    line.unitCost(),
                    StockChange.Source.SYNC,
                    line.lot()));
        }
        return changes;
    }

    private static String subject(Line line) {
        String lot = line.lot().map(LotName::number).orElse("");
        return line.kind() + "/" + line.sku() + "/" + line.node() + "/" + lot;
    }

    private static boolean absolute(Kind kind) {
        return switch (kind) {
            case COUNT, SAFETY, ALLOWANCE -> true;
            case RECEIVE, ADJUST -> false;
        };
    }

    private static boolean check(int place, Line line, Currency currency, Blame blame) {
        boolean good = switch (line.kind()) {
            case RECEIVE -> line.units() > 0;
            case COUNT, SAFETY, ALLOWANCE -> line.units() >= 0;
            case ADJUST -> line.units() != 0;
        };
        if (!good) {
            blame.on(
                    place,
                    "units",
                    "out_of_range",
                    "RECEIVE takes 1 or more, COUNT, SAFETY and ALLOWANCE 0 or more, ADJUST anything but 0");
        }
        boolean wrongCost = line.unitCost().isPresent()
                && (!line.costCurrency().equals(Optional.of(currency))
                        || line.unitCost().getAsLong() < 0);
        if (wrongCost) {
            blame.on(place, "unitCost", "invalid_value", "a cost of 0 or more in %s is expected".formatted(currency));
        }
        boolean wrongLot = line.lot().isPresent() && (line.kind() == Kind.SAFETY || line.kind() == Kind.ALLOWANCE);
        if (wrongLot) {
            blame.on(place, "lot", "not_allowed", "SAFETY and ALLOWANCE are of the whole row");
        }
        return good && !wrongCost && !wrongLot;
    }
}
