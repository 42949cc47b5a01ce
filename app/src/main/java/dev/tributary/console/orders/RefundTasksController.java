package dev.tributary.console.orders;

import dev.tributary.console.Desk;
import dev.tributary.console.Flash;
import dev.tributary.kernel.ProblemException;
import dev.tributary.orders.Command;
import dev.tributary.orders.OrderIntake;
import dev.tributary.orders.Outcome;
import dev.tributary.orders.RefundTask;
import dev.tributary.orders.RefundTasks;
import java.util.Optional;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** Whose money must go back, and that it did. */
@Controller
@RequestMapping("/console/m/{merchant}/orders/refunds")
class RefundTasksController {

    private static final int TASKS_MAX = 200;
    private static final int TEXT_MAX = 64;

    private final RefundTasks tasks;
    private final OrderIntake intake;

    RefundTasksController(RefundTasks tasks, OrderIntake intake) {
        this.tasks = tasks;
        this.intake = intake;
    }

    @GetMapping
    String list(
            Desk desk,
            @RequestParam(defaultValue = "false") boolean all,
            @RequestParam Optional<String> cursor,
            Model model) {
        var state = all ? Optional.<RefundTask.State>empty() : Optional.of(RefundTask.State.OPEN);
        var page = tasks.list(desk.id(), state, cursor, TASKS_MAX);
        model.addAttribute("tasks", page.items());
        model.addAttribute("nextCursor", page.nextCursor().orElse(null));
        model.addAttribute("all", all);
        return "console/refunds";
    }

    @PostMapping("/{task}/done")
    String done(
            Desk desk,
            @PathVariable String task,
            @RequestParam String reference,
            @RequestParam String method,
            RedirectAttributes redirect) {
        var found = task.matches("[1-9][0-9]{0,17}")
                ? tasks.find(desk.id(), Long.parseLong(task))
                : Optional.<RefundTask>empty();
        var due = found.orElseThrow(() -> ProblemException.notFound("no such refund task"));
        if (wrong(reference) || wrong(method)) {
            Flash.bad(redirect, "refunds.flash.wrong", Integer.toString(TEXT_MAX));
        } else {
            var wish = new Command.SettleRefund(
                    desk.id(), due.order(), due.id(), reference.strip(), method.strip(), desk.actor());
            if (intake.decide(wish) instanceof Outcome.Rejected rejected) {
                Flash.bad(redirect, "order.flash.rejected", rejected.detail());
            } else {
                Flash.good(redirect, "refunds.flash.done");
            }
        }
        return "redirect:" + desk.path("/orders/refunds");
    }

    private static boolean wrong(String text) {
        return text.isBlank() || text.strip().length() > TEXT_MAX || text.indexOf('\0') >= 0;
    }
}
