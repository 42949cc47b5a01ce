package dev.tributary.console.goods;

import dev.tributary.catalog.Catalog;
import dev.tributary.catalog.Sku;
import dev.tributary.console.Desk;
import dev.tributary.inventory.Node;
import dev.tributary.inventory.Nodes;
import dev.tributary.inventory.StockKey;
import dev.tributary.kernel.ProblemException;
import dev.tributary.kernel.SkuId;
import dev.tributary.kernel.Violation;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;
import org.springframework.ui.Model;

/** What the rooms of goods share: codes that people type, and names that they read. */
@Component
class Goods {

    private final Catalog catalog;
    private final Nodes nodes;

    Goods(Catalog catalog, Nodes nodes) {
        this.catalog = catalog;
        this.nodes = nodes;
    }

    Sku sku(Desk desk, String code) {
        return Optional.ofNullable(
                        catalog.skusByCode(desk.id(), List.of(code.strip())).get(code.strip()))
                .orElseThrow(() ->
                        ProblemException.invalid("/sku", "unknown_sku", "There is no SKU %s.".formatted(code.strip())));
    }

    Node node(Desk desk, String code) {
        return nodes.byCode(desk.id(), code.strip())
                .orElseThrow(() -> ProblemException.invalid("/node", "unknown_node", "There is no such node."));
    }

    StockKey key(Desk desk, String sku, String node) {
        return new StockKey(desk.id(), sku(desk, sku).id(), node(desk, node).id());
    }

    void names(Desk desk, Collection<SkuId> skus, Model model) {
        model.addAttribute("skus", catalog.skus(desk.id(), List.copyOf(skus)));
        model.addAttribute(
                "nodes", nodes.all(desk.id()).stream().collect(Collectors.toMap(Node::id, Function.identity())));
    }

    static long units(String text) {
        if (!text.strip().matches("[0-9]{1,10}")) {
            throw ProblemException.invalid("/units", "wrong_type", "Give a whole number.");
        }
        return Long.parseLong(text.strip());
    }

    static String said(ProblemException wrong) {
        return wrong.violations().isEmpty()
                ? String.valueOf(wrong.getMessage())
                : wrong.violations().stream().map(Violation::detail).distinct().collect(Collectors.joining("; "));
    }
}
