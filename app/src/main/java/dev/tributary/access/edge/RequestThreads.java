package dev.tributary.access.edge;

import jakarta.servlet.ServletException;
import java.io.IOException;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.catalina.connector.Connector;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.tomcat.TomcatConnectorCustomizer;
import org.springframework.stereotype.Component;

/**
 * The web server's threads. So many requests are under way at a time, each on a virtual thread. What comes beyond runs
 * on a few threads of the operating system, where {@link InFlightLimit} refuses it: virtual threads take turns in one
 * queue, and a refusal among them would wait as long as an order that was taken.
 */
@Component
class RequestThreads implements Executor, TomcatConnectorCustomizer {

    private static final int REFUSERS = 8;
    /** What is served beyond the limit all the same may hold so many more. */
    private static final int SERVERS_MAX = 256;

    /** Beyond these a refusal takes its turn with the others. */
    private static final int REFUSALS_WAITING_MAX = 2_048;

    private static final ScopedValue<Boolean> BEYOND_THE_LIMIT = ScopedValue.newInstance();

    private final int underWayMax;
    private final AtomicInteger underWay = new AtomicInteger();
    private final ThreadFactory taken =
            Thread.ofVirtual().name("tomcat-handler-", 0).factory();
    private final ThreadPoolExecutor refusers;
    private int serving;

    RequestThreads(@Value("${tributary.access.requests-in-flight:1536}") int underWayMax) {
        this.underWayMax = underWayMax;
        refusers = new ThreadPoolExecutor(
                REFUSERS,
                REFUSERS + SERVERS_MAX,
                10,
                TimeUnit.SECONDS,
                new ArrayBlockingQueue<>(REFUSALS_WAITING_MAX),
                Thread.ofPlatform().name("tomcat-refuser-", 0).daemon().factory(),
                (refusal, full) -> taken.newThread(refusal).start());
        refusers.allowCoreThreadTimeOut(true);
    }

    /** @return whether the request that this thread works on is one too many */
    static boolean beyondTheLimit() {
        return BEYOND_THE_LIMIT.isBound();
    }

    /** Runs what is served beyond the limit all the same; another thread refuses meanwhile. */
    void serveBeyondTheLimit(Served request) throws IOException, ServletException {
        resize(1);
        try {
            request.serve();
        } finally {
            resize(-1);
        }
    }

    private synchronized void resize(int change) {
        serving += change;
        refusers.setCorePoolSize(REFUSERS + Math.min(serving, SERVERS_MAX));
    }

    @FunctionalInterface
    interface Served {
        void serve() throws IOException, ServletException;
    }

    @Override
    public void customize(Connector connector) {
        // Comes after Spring Boot's own, which would run each request on a virtual thread.
        connector.getProtocolHandler().setExecutor(this);
    }

    @Override
    public void execute(Runnable request) {
        if (underWay.incrementAndGet() <= underWayMax) {
            taken.newThread(() -> {
                        try {
                            request.run();
                        } finally {
                            underWay.decrementAndGet();
                        }
                    })
                    .start();
        } else {
            underWay.decrementAndGet();
            refusers.execute(() -> ScopedValue.where(BEYOND_THE_LIMIT, true).run(request));
        }
    }
}
