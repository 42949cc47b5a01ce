package dev.tributary.console;

import dev.tributary.access.Operator;
import dev.tributary.access.SecondFactorDraft;
import dev.tributary.access.SecondFactors;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpSession;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** What an operator sets up for themselves: the second factor of their log-in. */
@Controller
@RequestMapping("/console/account")
class AccountController {

    private static final String HERE = "redirect:/console/account";
    private static final String DRAFT = SecondFactorDraft.class.getName();

    private final SecondFactors factors;

    AccountController(SecondFactors factors) {
        this.factors = factors;
    }

    @GetMapping
    String page(Operator operator, HttpSession session, Model model) {
        factors.of(operator).ifPresent(factor -> model.addAttribute("factor", factor));
        if (session.getAttribute(DRAFT) instanceof SecondFactorDraft draft) {
            model.addAttribute("draft", draft);
        }
        model.addAttribute("required", factors.required());
        return "console/account";
    }

    @PostMapping("/second-factor")
    String begin(
            Operator operator,
            @RequestParam(defaultValue = "") String code,
            HttpServletRequest request,
            RedirectAttributes redirect) {
        factors.draft(operator, code, request.getRemoteAddr())
                .ifPresentOrElse(
                        draft -> request.getSession().setAttribute(DRAFT, draft),
                        () -> Flash.bad(redirect, "code.wrong"));
        return HERE;
    }

    @PostMapping("/second-factor/confirm")
    String confirm(Operator operator, @RequestParam String code, HttpSession session, RedirectAttributes redirect) {
        if (session.getAttribute(DRAFT) instanceof SecondFactorDraft draft) {
            factors.confirm(operator, draft, code)
                    .ifPresentOrElse(
                            recoveryCodes -> {
                                session.removeAttribute(DRAFT);
                                redirect.addFlashAttribute("recoveryCodes", recoveryCodes);
                            },
                            () -> Flash.bad(redirect, "code.wrong"));
        }
        return HERE;
    }

    @PostMapping("/second-factor/cancel")
    String cancel(HttpSession session) {
        session.removeAttribute(DRAFT);
        return HERE;
    }

    @PostMapping("/second-factor/off")
    String turnOff(
            Operator operator, @RequestParam String code, HttpServletRequest request, RedirectAttributes redirect) {
        if (factors.turnOff(operator, code, request.getRemoteAddr())) {
            Flash.good(redirect, "factor.flash.off");
        } else {
            Flash.bad(redirect, "code.wrong");
        }
        return HERE;
    }
}
