package dev.tributary.access.people;

import dev.tributary.access.Operator;
import dev.tributary.access.SecondFactorDraft;
import dev.tributary.kernel.ProblemException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpSession;
import java.util.Optional;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** After the password: the code, or the set-up of a second factor where the hub demands one. */
@Controller
@RequestMapping(ConsoleSecurity.SECOND_STEP)
class SecondStepPages {

    private static final String HERE = "redirect:" + ConsoleSecurity.SECOND_STEP;
    private static final String FROM_THE_START = "redirect:" + ConsoleSecurity.LOG_IN + "?late";
    private static final String DRAFT = SecondFactorDraft.class.getName();

    private final SecondStep step;
    private final StoredSecondFactors factors;

    SecondStepPages(SecondStep step, StoredSecondFactors factors) {
        this.step = step;
        this.factors = factors;
    }

    @GetMapping
    String page(HttpSession session, Model model, HttpServletRequest request) {
        var waiting = step.waiting(session);
        if (waiting.isEmpty()) {
            return FROM_THE_START;
        }
        if (factors.of(waiting.get()).isPresent()) {
            return "access/code";
        }
        model.addAttribute("draft", draft(session, waiting.get(), request));
        return "access/second-factor";
    }

    @PostMapping
    String code(@RequestParam String code, HttpServletRequest request, HttpServletResponse response) {
        var waiting = step.waiting(request.getSession());
        if (waiting.isEmpty()) {
            return FROM_THE_START;
        }
        try {
            if (!factors.accepts(waiting.get(), code, request.getRemoteAddr())) {
                return HERE + "?wrong";
            }
        } catch (ProblemException e) {
            return HERE + "?wait";
        }
        step.end(waiting.get(), request, response);
        return "redirect:/console";
    }

    /** Who has a second factor by now, in another window, is asked for its code instead. */
    @PostMapping("/set-up")
    String setUp(
            @RequestParam String code,
            HttpServletRequest request,
            HttpServletResponse response,
            RedirectAttributes redirect) {
        var session = request.getSession();
        var waiting = step.waiting(session);
        if (waiting.isEmpty()) {
            return FROM_THE_START;
        }
        if (!(session.getAttribute(DRAFT) instanceof SecondFactorDraft draft)
                || factors.of(waiting.get()).isPresent()) {
            return HERE;
        }
        var recoveryCodes = factors.confirm(waiting.get(), draft, code);
        if (recoveryCodes.isEmpty()) {
            return HERE + "?wrong";
        }
        session.removeAttribute(DRAFT);
        step.end(waiting.get(), request, response);
        redirect.addFlashAttribute("recoveryCodes", recoveryCodes.get());
        return "redirect:/console/account";
    }

    private SecondFactorDraft draft(HttpSession session, Operator operator, HttpServletRequest request) {
        if (session.getAttribute(DRAFT) instanceof SecondFactorDraft draft
                && draft.account().equals(operator.name())) {
            return draft;
        }
        Optional<SecondFactorDraft> made = factors.draft(operator, "", request.getRemoteAddr());
        session.setAttribute(DRAFT, made.orElseThrow());
        return made.orElseThrow();
    }
}
