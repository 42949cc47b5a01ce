package dev.tributary.channels.socket;

import dev.tributary.channels.account.OpenAccount;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tag;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** How the sockets of this node go, per adapter. */
final class SocketMetrics {

    private final MeterRegistry meters;
    private final Map<String, AtomicInteger> open = new ConcurrentHashMap<>();

    SocketMetrics(MeterRegistry meters) {
        this.meters = meters;
    }

    void opened(OpenAccount account) {
        open(account).incrementAndGet();
    }

    void closed(OpenAccount account) {
        open(account).decrementAndGet();
    }

    private AtomicInteger open(OpenAccount account) {
        return open.computeIfAbsent(account.adapter().name(), adapter -> {
            var count = new AtomicInteger();
            meters.gauge("tributary.sockets.open", List.of(Tag.of("adapter", adapter)), count);
            return count;
        });
    }

    void stored(OpenAccount account, int messages) {
        meters.counter("tributary.socket.messages", "adapter", account.adapter().name())
                .increment(messages);
    }

    void failed(OpenAccount account) {
        meters.counter("tributary.socket.failures", "adapter", account.adapter().name())
                .increment();
    }
}
