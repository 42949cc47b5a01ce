package dev.tributary.console.orders;

import dev.tributary.access.Role;
import dev.tributary.catalog.Catalog;
import dev.tributary.catalog.Sku;
import dev.tributary.console.Desk;
import dev.tributary.console.Flash;
import dev.tributary.inventory.Node;
import dev.tributary.inventory.Nodes;
import dev.tributary.kernel.NodeId;
import dev.tributary.kernel.OrderId;
import dev.tributary.kernel.ProblemException;
import dev.tributary.kernel.SkuId;
import dev.tributary.orders.Command;
import dev.tributary.orders.OrderBook;
import dev.tributary.orders.OrderDesk;
import dev.tributary.orders.OrderIntake;
import dev.tributary.orders.OrderState;
import dev.tributary.orders.OrderView;
import dev.tributary.orders.Outcome;
import dev.tributary.vault.Vault;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** One order's page and what people may do to it. */
@Controller
@RequestMapping("/console/m/{merchant}/orders/{order}")
class OrderController {

    private static final int REASON_MAX = 200;

    private final OrderBook book;
    private final OrderDesk orderDesk;
    private final OrderIntake intake;
    private final Catalog catalog;
    private final Nodes nodes;
    private final Vault vault;

    OrderController(
            OrderBook book, OrderDesk orderDesk, OrderIntake intake, Catalog catalog, Nodes nodes, Vault vault) {
        this.book = book;
        this.orderDesk = orderDesk;
        this.intake = intake;
        this.catalog = catalog;
        this.nodes = nodes;
        this.vault = vault;
    }

    @GetMapping
    String page(Desk desk, @PathVariable String order, Model model) {
        OrderView view = find(desk, order);
        model.addAttribute("order", view);
        model.addAttribute("channel", catalog.channel(desk.id(), view.channel()).orElse(null));
        model.addAttribute("timeline", book.timeline(desk.id(), view.id()));
        model.addAttribute("skus", skus(desk, view));
        model.addAttribute("nodes", nodes(desk, view));
        model.addAttribute("moves", moves(view.state()));
        model.addAttribute(
                "recipient",
                view.recipientRecord()
                        .map(record -> vault.masked(desk.id(), List.of(record)).get(record))
                        .orElse(null));
        return "console/order";
    }

    @PostMapping("/reveal")
    String reveal(Desk desk, @PathVariable String order, @RequestParam String reason, Model model) {
        OrderView view = find(desk, order);
        long recordId = view.recipientRecord().orElseThrow(() -> ProblemException.notFound("no recipient"));
        var clear = vault.reveal(desk.id(), recordId, desk.actor(), required("reason", reason, REASON_MAX));
        page(desk, order, model);
        model.addAttribute("recipient", clear);
        model.addAttribute("inClear", true);
        return "console/order";
    }

    @PostMapping("/erase")
    String erase(Desk desk, @PathVariable String order, RedirectAttributes redirect) {
        desk.needs(Role.ADMIN);
        orderDesk.eraseRecipient(desk.id(), find(desk, order).id(), desk.actor());
        Flash.good(redirect, "order.flash.erased");
        return back(desk, order);
    }

    @PostMapping("/remark")
    String remark(Desk desk, @PathVariable String order, @RequestParam String remark, RedirectAttributes redirect) {
        OrderId id = find(desk, order).id();
        orderDesk.remark(desk.id(), id, required("remark", remark, 500), OptionalLong.empty(), desk.actor());
        Flash.good(redirect, "order.flash.remark");
        return back(desk, order);
    }

    @PostMapping("/flag")
    String flag(Desk desk, @PathVariable String order, @RequestParam String flag, RedirectAttributes redirect) {
        OrderId id = find(desk, order).id();
        var word = Optional.of(flag.strip()).filter(text -> !text.isEmpty());
        orderDesk.flag(desk.id(), id, word, OptionalLong.empty(), desk.actor());
        Flash.good(redirect, "order.flash.flag");
        return back(desk, order);
    }

    @PostMapping("/decide")
    String decide(
            Desk desk,
            @PathVariable String order,
            @RequestParam OrderState next,
            @RequestParam String reason,
            @RequestParam String wish,
            RedirectAttributes redirect) {
        OrderId id = find(desk, order).id();
        String why = required("reason", reason, REASON_MAX);
        Command command = next == OrderState.CANCELLED
                ? new Command.Cancel(desk.id(), id, wish, why, desk.actor())
                : new Command.Decide(desk.id(), id, wish, next, why, desk.actor());
        tell(intake.decide(command), redirect);
        return back(desk, order);
    }

    @PostMapping("/lines")
    String lines(
            Desk desk,
            @PathVariable String order,
            @RequestParam Map<String, String> form,
            @RequestParam String reason,
            @RequestParam String wish,
            RedirectAttributes redirect) {
        OrderView view = find(desk, order);
        var units = new HashMap<Integer, Long>();
        view.bundles().forEach(bundle -> edited(form, bundle.number(), bundle.units(), units));
        view.lines().stream()
                .filter(line -> line.bundle().isEmpty())
                .forEach(line -> edited(form, line.number(), line.units(), units));
        if (units.isEmpty()) {
            Flash.warn(redirect, "order.flash.same");
            return back(desk, order);
        }
        String why = required("reason", reason, REASON_MAX);
        tell(intake.decide(new Command.EditLines(desk.id(), view.id(), wish, units, why, desk.actor())), redirect);
        return back(desk, order);
    }

    /** What people may move it to: only money brings an expired order back. */
    private static Set<OrderState> moves(OrderState state) {
        var moves = EnumSet.noneOf(OrderState.class);
        moves.addAll(state.moves());
        moves.removeAll(EnumSet.of(OrderState.EXPIRED, OrderState.SHIPPED, OrderState.RETURNED));
        if (state == OrderState.EXPIRED) {
            moves.remove(OrderState.ACCEPTED);
        }
        return moves;
    }

    private static void edited(Map<String, String> form, int line, long unitsNow, Map<Integer, Long> units) {
        String wanted = form.getOrDefault("units-" + line, "");
        if (!wanted.isBlank() && number(wanted) != unitsNow) {
            units.put(line, number(wanted));
        }
    }

    private static void tell(Outcome outcome, RedirectAttributes redirect) {
        switch (outcome) {
            case Outcome.Done done -> Flash.good(redirect, "order.flash.done");
            case Outcome.Placed placed -> Flash.good(redirect, "order.flash.done");
            case Outcome.Held held -> Flash.good(redirect, "order.flash.done");
            case Outcome.StockDone done -> Flash.good(redirect, "order.flash.done");
            case Outcome.SnapshotDone done -> Flash.good(redirect, "order.flash.done");
            case Outcome.TakenBack taken -> Flash.good(redirect, "order.flash.done");
            case Outcome.Ignored ignored -> Flash.warn(redirect, "order.flash.ignored", ignored.why());
            case Outcome.Refused refused -> Flash.bad(redirect, "order.flash.short");
            case Outcome.Rejected rejected -> Flash.bad(redirect, "order.flash.rejected", rejected.detail());
        }
    }

    private OrderView find(Desk desk, String order) {
        if (!order.matches("[1-9][0-9]{0,17}")) {
            throw ProblemException.notFound("no such order");
        }
        return book.find(desk.id(), new OrderId(Long.parseLong(order)))
                .orElseThrow(() -> ProblemException.notFound("no such order"));
    }

    private Map<SkuId, Sku> skus(Desk desk, OrderView order) {
        var found = new HashMap<SkuId, Sku>();
        for (OrderView.Line line : order.lines()) {
            line.sku().flatMap(id -> catalog.sku(desk.id(), id)).ifPresent(sku -> found.put(sku.id(), sku));
        }
        return found;
    }

    private Map<NodeId, Node> nodes(Desk desk, OrderView order) {
        var found = new HashMap<NodeId, Node>();
        for (OrderView.Line line : order.lines()) {
            line.node().flatMap(id -> nodes.node(desk.id(), id)).ifPresent(node -> found.put(node.id(), node));
        }
        return found;
    }

    private static String required(String field, String text, int lengthMax) {
        String stripped = text.strip();
        if (stripped.isEmpty() || stripped.length() > lengthMax) {
            throw ProblemException.invalid("/" + field, "length", "give 1 to %d characters".formatted(lengthMax));
        }
        return stripped;
    }

    private static long number(String text) {
        if (!text.strip().matches("[0-9]{1,10}")) {
            throw ProblemException.invalid("/units", "format", "units are whole numbers of at most ten digits");
        }
        return Long.parseLong(text.strip());
    }

    private static String back(Desk desk, String order) {
        return "redirect:" + desk.path("/orders/" + order);
    }
}
