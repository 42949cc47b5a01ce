package dev.tributary.console.goods;

import dev.tributary.console.Desk;
import dev.tributary.console.Flash;
import dev.tributary.inventory.Author;
import dev.tributary.inventory.Condition;
import dev.tributary.inventory.Transfer;
import dev.tributary.inventory.TransferId;
import dev.tributary.inventory.TransferState;
import dev.tributary.inventory.Transfers;
import dev.tributary.kernel.ProblemException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** Transfers between nodes: which there are, a new one, and one as it leaves and comes. */
@Controller
@RequestMapping("/console/m/{merchant}/stock/transfers")
class TransfersController {

    private static final int TRANSFERS = 50;

    private final Transfers transfers;
    private final Goods goods;

    TransfersController(Transfers transfers, Goods goods) {
        this.transfers = transfers;
        this.goods = goods;
    }

    @GetMapping
    String list(
            Desk desk,
            @RequestParam Optional<TransferState> state,
            @RequestParam Optional<String> cursor,
            Model model) {
        var page = transfers.list(desk.id(), state, cursor, TRANSFERS);
        model.addAttribute("transfers", page.items());
        model.addAttribute("nextCursor", page.nextCursor().orElse(null));
        model.addAttribute("state", state.map(Enum::name).orElse(""));
        model.addAttribute("states", TransferState.values());
        goods.names(desk, List.of(), model);
        return "console/transfers";
    }

    /** @param lines a line each: SKU code, then units */
    @PostMapping
    String plan(
            Desk desk,
            @RequestParam String number,
            @RequestParam String from,
            @RequestParam String to,
            @RequestParam(defaultValue = "false") boolean setAside,
            @RequestParam(defaultValue = "") String note,
            @RequestParam String lines,
            RedirectAttributes redirect) {
        try {
            var draft = new Transfers.Draft(
                    number.strip(),
                    goods.node(desk, from).id(),
                    goods.node(desk, to).id(),
                    Optional.empty(),
                    setAside,
                    note.strip(),
                    wanted(desk, lines));
            var planned = transfers.plan(desk.id(), draft, author(desk));
            Flash.good(redirect, "transfers.flash.done");
            return "redirect:" + desk.path("/stock/transfers/" + planned.id());
        } catch (ProblemException wrong) {
            Flash.bad(redirect, "transfers.flash.wrong", Goods.said(wrong));
            return "redirect:" + desk.path("/stock/transfers");
        }
    }

    private List<Transfers.Wanted> wanted(Desk desk, String lines) {
        var wanted = new ArrayList<Transfers.Wanted>();
        for (String line : lines.strip().lines().limit(Transfers.LINES_MAX + 1L).toList()) {
            String[] words = line.strip().split("[\\s,]+");
            if (words.length != 2) {
                throw ProblemException.invalid("/lines", "wrong_type", "Give a SKU and its units on each line.");
            }
            wanted.add(new Transfers.Wanted(goods.sku(desk, words[0]).id(), Goods.units(words[1])));
        }
        return wanted;
    }

    @GetMapping("/{id}")
    String one(Desk desk, @PathVariable long id, Model model) {
        var transfer = transfers.find(desk.id(), id(id)).orElseThrow(TransfersController::unknown);
        model.addAttribute("transfer", transfer);
        model.addAttribute("history", transfers.history(desk.id(), transfer.id()));
        model.addAttribute("conditions", List.of(Condition.QUARANTINE, Condition.DAMAGED, Condition.EXPIRED));
        goods.names(desk, transfer.lines().stream().map(Transfer.Line::sku).toList(), model);
        return "console/transfer";
    }

    @PostMapping("/{id}/ship")
    String ship(Desk desk, @PathVariable long id, @RequestParam long version, RedirectAttributes redirect) {
        return done(
                desk,
                id,
                redirect,
                () -> transfers.ship(desk.id(), id(id), OptionalLong.of(version), Map.of(), author(desk)));
    }

    /** @param form a number per line, and the condition of all of them */
    @PostMapping("/{id}/receive")
    String receive(
            Desk desk,
            @PathVariable long id,
            @RequestParam long version,
            @RequestParam Optional<Condition> condition,
            @RequestParam(defaultValue = "false") boolean last,
            @RequestParam(defaultValue = "") String reason,
            @RequestParam Map<String, String> form,
            RedirectAttributes redirect) {
        return done(desk, id, redirect, () -> {
            var came = new ArrayList<Transfers.Came>();
            form.forEach((name, value) -> {
                if (name.matches("line-[0-9]{1,4}") && !value.isBlank() && Goods.units(value) > 0) {
                    came.add(new Transfers.Came(
                            Integer.parseInt(name.substring("line-".length())), Goods.units(value), condition));
                }
            });
            transfers.receive(
                    desk.id(),
                    id(id),
                    OptionalLong.of(version),
                    new Transfers.Arrival(came, last, reason.strip()),
                    author(desk));
        });
    }

    @PostMapping("/{id}/cancel")
    String cancel(
            Desk desk,
            @PathVariable long id,
            @RequestParam long version,
            @RequestParam(defaultValue = "") String reason,
            RedirectAttributes redirect) {
        return done(
                desk,
                id,
                redirect,
                () -> transfers.cancel(desk.id(), id(id), OptionalLong.of(version), reason.strip(), author(desk)));
    }

    private static String done(Desk desk, long id, RedirectAttributes redirect, Runnable effect) {
        try {
            effect.run();
            Flash.good(redirect, "transfers.flash.done");
        } catch (ProblemException wrong) {
            Flash.bad(redirect, "transfers.flash.wrong", Goods.said(wrong));
        }
        return "redirect:" + desk.path("/stock/transfers/" + id);
    }

    private static Author author(Desk desk) {
        return new Author(desk.actor(), null);
    }

    private static TransferId id(long id) {
        if (id <= 0) {
            throw unknown();
        }
        return new TransferId(id);
    }

    private static ProblemException unknown() {
        return ProblemException.notFound("there is no such transfer");
    }
}
