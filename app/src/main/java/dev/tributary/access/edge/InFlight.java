package dev.tributary.access.edge;

import dev.tributary.kernel.Problem;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.concurrent.Semaphore;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/**
 * So many requests of machines are answered at a time; the next is refused before anything is done for it. A request
 * holds some 80 kB while it waits, and thousands that all wait for the same lock would fill the heap. Platforms' doors
 * are not counted: what they send is stored also under overload.
 */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE)
class InFlight implements Filter {

    private final Semaphore places;

    InFlight(@Value("${tributary.access.requests-in-flight:1536}") int requestsMax) {
        places = new Semaphore(requestsMax);
    }

    @Override
    public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        if (!((HttpServletRequest) request).getRequestURI().startsWith("/v1/")) {
            chain.doFilter(request, response);
        } else if (places.tryAcquire()) {
            try {
                chain.doFilter(request, response);
            } finally {
                places.release();
            }
        } else {
            var http = (HttpServletResponse) response;
            http.setHeader("Retry-After", "1");
            Refusal.send(http, Problem.OVERLOADED, "Too many requests are under way; send this again in a second.");
        }
    }
}
