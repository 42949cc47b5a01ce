package dev.tributary.console;

import dev.tributary.kernel.Problem;
import dev.tributary.kernel.ProblemException;
import dev.tributary.kernel.Violation;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.i18n.LocaleContextHolder;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpStatusCode;
import org.springframework.web.ErrorResponse;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.servlet.ModelAndView;

/** An error at the console is a page, in the reader's language, with the same meaning as a problem of {@code /v1}. */
@Order(Ordered.HIGHEST_PRECEDENCE)
@ControllerAdvice(basePackages = "dev.tributary.console")
class ConsoleErrors {

    private static final Logger LOG = LoggerFactory.getLogger(ConsoleErrors.class);

    private final ConsoleModel model;

    ConsoleErrors(ConsoleModel model) {
        this.model = model;
    }

    @ExceptionHandler
    ModelAndView problem(ProblemException exception, HttpServletRequest request) {
        return page(request, exception.problem(), String.valueOf(exception.getMessage()), exception.violations());
    }

    @ExceptionHandler
    ModelAndView fault(Exception exception, HttpServletRequest request) {
        if (exception instanceof ErrorResponse answer) {
            boolean missing = answer.getStatusCode().value() == Problem.NOT_FOUND.status();
            return page(request, missing ? Problem.NOT_FOUND : Problem.INVALID_INPUT, "", List.of());
        }
        LOG.error("a console page failed: {} {}", request.getMethod(), request.getRequestURI(), exception);
        return page(request, Problem.INTERNAL, "", List.of());
    }

    private ModelAndView page(HttpServletRequest request, Problem problem, String detail, List<Violation> violations) {
        var page = new ModelAndView("console/error");
        page.setStatus(HttpStatusCode.valueOf(problem.status()));
        model.fill(request, page::addObject);
        boolean chinese = LocaleContextHolder.getLocale().getLanguage().equals("zh");
        page.addObject("status", problem.status());
        page.addObject("problemTitle", chinese ? problem.titleChinese() : problem.title());
        page.addObject("detail", detail);
        page.addObject("violations", violations);
        return page;
    }
}
