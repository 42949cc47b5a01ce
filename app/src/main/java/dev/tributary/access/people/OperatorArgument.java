package dev.tributary.access.people;

import dev.tributary.access.Operator;
import dev.tributary.kernel.Problem;
import dev.tributary.kernel.ProblemException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.core.MethodParameter;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.stereotype.Component;
import org.springframework.web.bind.support.WebDataBinderFactory;
import org.springframework.web.context.request.NativeWebRequest;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.method.support.ModelAndViewContainer;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/** Hands the operator who is logged in, with the roles they have now, to a console handler that asks for one. */
@Component
class OperatorArgument implements HandlerMethodArgumentResolver, WebMvcConfigurer {

    private final ConsoleRules rules;

    OperatorArgument(ConsoleRules rules) {
        this.rules = rules;
    }

    @Override
    public void addArgumentResolvers(List<HandlerMethodArgumentResolver> resolvers) {
        resolvers.add(this);
    }

    @Override
    public boolean supportsParameter(MethodParameter parameter) {
        return parameter.getParameterType() == Operator.class;
    }

    @Override
    public Object resolveArgument(
            MethodParameter parameter,
            @Nullable ModelAndViewContainer container,
            NativeWebRequest request,
            @Nullable WebDataBinderFactory binders) {
        return rules.operator(SecurityContextHolder.getContext().getAuthentication())
                .orElseThrow(() -> new ProblemException(Problem.UNAUTHENTICATED, "log in first"));
    }
}
