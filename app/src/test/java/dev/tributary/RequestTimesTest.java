package dev.tributary;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.web.servlet.HandlerMapping;

class RequestTimesTest {

    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final RequestTimes times = new RequestTimes(registry);

    @Test
    void anAnswerCountsByMethodPatternAndStatus() throws Exception {
        times.doFilter(request(), new MockHttpServletResponse(), (request, response) -> {
            request.setAttribute(HandlerMapping.BEST_MATCHING_PATTERN_ATTRIBUTE, "/v1/orders/{id}");
            ((HttpServletResponse) response).setStatus(404);
        });

        assertThat(counted("/v1/orders/{id}", 404)).isEqualTo(1);
    }

    @Test
    void whatIsThrownIsNoSuccess() {
        assertThatThrownBy(() -> times.doFilter(request(), new MockHttpServletResponse(), (request, response) -> {
                    throw new IOException("cut off");
                }))
                .isInstanceOf(IOException.class);

        assertThat(counted("none", 500)).isEqualTo(1);
        assertThat(registry.getMeters()).hasSize(1);
    }

    private static MockHttpServletRequest request() {
        return new MockHttpServletRequest("GET", "/v1/orders/7");
    }

    private long counted(String pattern, int status) {
        return registry.get("http.server.requests")
                .tags("method", "GET", "uri", pattern, "status", Integer.toString(status))
                .timer()
                .count();
    }
}
