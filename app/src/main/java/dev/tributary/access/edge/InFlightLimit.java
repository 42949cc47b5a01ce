package dev.tributary.access.edge;

import dev.tributary.kernel.Problem;
import dev.tributary.kernel.RetryAfter;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.servlet.ServletException;
import java.io.IOException;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ValveBase;
import org.apache.coyote.ActionCode;
import org.springframework.boot.tomcat.ConfigurableTomcatWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.stereotype.Component;

/**
 * So many requests are answered at a time; a machine's next is refused before anything is done for it. A request holds
 * some 80 kB while it waits, and thousands that all wait for the same lock would fill the heap. Platforms' doors are
 * never refused here: what they send is stored also under overload.
 */
@Component
class InFlightLimit extends ValveBase implements WebServerFactoryCustomizer<ConfigurableTomcatWebServerFactory> {

    private final RequestThreads threads;
    private final Counter refused;

    InFlightLimit(RequestThreads threads, MeterRegistry meters) {
        super(true);
        this.threads = threads;
        refused = Counter.builder("tributary.requests.beyond.limit")
                .description("Refused because too many were under way")
                .register(meters);
    }

    @Override
    public void customize(ConfigurableTomcatWebServerFactory factory) {
        factory.addEngineValves(this);
    }

    @Override
    public void invoke(Request request, Response response) throws IOException, ServletException {
        if (!RequestThreads.beyondTheLimit()) {
            getNext().invoke(request, response);
            return;
        }
        if (!request.getRequestURI().startsWith("/v1/")) {
            threads.serveBeyondTheLimit(() -> getNext().invoke(request, response));
            return;
        }
        refused.increment();
        if (!bodyIsHere(request)) {
            // The server would wait for the rest of it on a thread that others wait for.
            request.getCoyoteRequest().action(ActionCode.DISABLE_SWALLOW_INPUT, null);
            response.setHeader("Connection", "close");
        }
        response.setHeader("Retry-After", RetryAfter.overloadedSeconds());
        Refusal.send(
                response.getResponse(),
                Problem.OVERLOADED,
                "Too many requests are under way; send this again in a moment.");
    }

    private static boolean bodyIsHere(Request request) {
        long stated = request.getContentLengthLong();
        if (stated <= 0) {
            return request.getHeader("Transfer-Encoding") == null;
        }
        var bytes = request.getCoyoteRequest();
        bytes.action(ActionCode.AVAILABLE, true);
        return bytes.getAvailable() >= stated;
    }
}
