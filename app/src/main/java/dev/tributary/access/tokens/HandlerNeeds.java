package dev.tributary.access.tokens;

import dev.tributary.access.Needs;
import dev.tributary.access.OpenToAll;
import dev.tributary.access.Scope;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Optional;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

/** Collects what every {@code /v1} handler needs; one that does not say keeps the hub from starting. */
@Component
class HandlerNeeds implements SmartInitializingSingleton {

    private final RequestMappingHandlerMapping mapping;
    private final Guard guard;

    HandlerNeeds(@Qualifier("requestMappingHandlerMapping") RequestMappingHandlerMapping mapping, Guard guard) {
        this.mapping = mapping;
        this.guard = guard;
    }

    @Override
    public void afterSingletonsInstantiated() {
        var needs = new HashMap<Method, Optional<Scope>>();
        var silent = new ArrayList<String>();
        mapping.getHandlerMethods().forEach((info, handler) -> {
            if (info.getPatternValues().stream().noneMatch(pattern -> pattern.startsWith("/v1"))) {
                return;
            }
            Needs needed = handler.getMethodAnnotation(Needs.class);
            if (needed != null) {
                needs.put(handler.getMethod(), Optional.of(needed.value()));
            } else if (handler.hasMethodAnnotation(OpenToAll.class)) {
                needs.put(handler.getMethod(), Optional.empty());
            } else {
                silent.add(info + " " + handler.getShortLogMessage());
            }
        });
        if (!silent.isEmpty()) {
            throw new IllegalStateException("handlers under /v1 without @Needs or @OpenToAll: " + silent);
        }
        guard.protect(needs);
    }
}
