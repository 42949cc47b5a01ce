package dev.tributary.access.people;

import dev.tributary.kernel.ProblemException;
import dev.tributary.kernel.Violation;
import java.util.List;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** The two pages one sees before one is known. */
@Controller
class LoginPages {

    private final FirstOperator firstOperator;
    private final FirstOperatorLink link;

    LoginPages(FirstOperator firstOperator, FirstOperatorLink link) {
        this.firstOperator = firstOperator;
        this.link = link;
    }

    @GetMapping("/console/login")
    String logIn() {
        return "access/login";
    }

    @GetMapping("/console/welcome")
    String welcome(@RequestParam(defaultValue = "") String token, Model model) {
        model.addAttribute("token", token);
        return "access/welcome";
    }

    @PostMapping("/console/welcome")
    String become(@RequestParam String token, @RequestParam String name, @RequestParam String password, Model model) {
        try {
            var welcomed = firstOperator.welcome(token, name, password);
            link.forget();
            model.addAttribute("client", welcomed.client());
        } catch (ProblemException e) {
            model.addAttribute("token", token);
            model.addAttribute(
                    "errors",
                    e.violations().isEmpty()
                            ? List.of(String.valueOf(e.getMessage()))
                            : e.violations().stream().map(Violation::detail).toList());
        }
        return "access/welcome";
    }
}
