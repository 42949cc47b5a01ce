package dev.tributary.access.edge;

import dev.tributary.access.BodyBytes;
import dev.tributary.kernel.Problem;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/**
 * No body is read further than its path allows. One that states its length is refused before a byte of it is read, and
 * the server reads no more than was stated; one that does not is counted while it streams.
 */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE)
class BodyLimits implements Filter {

    @Override
    public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        var http = (HttpServletRequest) request;
        long stated = http.getContentLengthLong();
        if (stated == 0 || (stated < 0 && http.getHeader("Transfer-Encoding") == null)) {
            chain.doFilter(request, response);
            return;
        }
        long bytesMax = BodyBytes.max(http.getRequestURI());
        if (stated > bytesMax) {
            refuse((HttpServletResponse) response, bytesMax);
        } else if (stated > 0) {
            chain.doFilter(request, response);
        } else {
            chain.doFilter(new CountedRequest(http, bytesMax), response);
        }
    }

    private static void refuse(HttpServletResponse response, long bytesMax) throws IOException {
        // What follows on this connection would be the rest of the body.
        response.setHeader("Connection", "close");
        Refusal.send(response, Problem.BODY_TOO_LARGE, "at most %d bytes are taken here".formatted(bytesMax));
    }
}
