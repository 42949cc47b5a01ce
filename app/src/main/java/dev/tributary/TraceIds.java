package dev.tributary;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.HexFormat;
import java.util.concurrent.ThreadLocalRandom;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.slf4j.MDC;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Names each request in the log: by the trace the caller is in (W3C {@code traceparent}), else by a name of its own. The
 * answer carries it, so that a report can quote it.
 */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE)
class TraceIds extends OncePerRequestFilter {

    private static final Pattern TRACE_PARENT = Pattern.compile("[0-9a-f]{2}-([0-9a-f]{32})-[0-9a-f]{16}-[0-9a-f]{2}");

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain rest)
            throws ServletException, IOException {
        String trace = traceOf(request.getHeader("traceparent"));
        response.setHeader("X-Trace-Id", trace);
        MDC.put("traceId", trace);
        try {
            rest.doFilter(request, response);
        } finally {
            MDC.remove("traceId");
        }
    }

    static String traceOf(@Nullable String traceParent) {
        if (traceParent != null) {
            var matcher = TRACE_PARENT.matcher(traceParent);
            if (matcher.matches()) {
                return matcher.group(1);
            }
        }
        // Only has to differ from its neighbours in the log.
        var random = ThreadLocalRandom.current();
        var hex = HexFormat.of();
        return hex.toHexDigits(random.nextLong()) + hex.toHexDigits(random.nextLong());
    }
}
