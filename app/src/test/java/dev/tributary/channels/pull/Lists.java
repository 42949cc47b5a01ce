package dev.tributary.channels.pull;

import dev.tributary.channels.adapter.Adapter;
import dev.tributary.channels.adapter.Adapter.Paging;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/** Lists as adapter files describe them. */
final class Lists {

    private Lists() {}

    /** By pages, an hour at most, reaching back five minutes, settled after half of one. */
    static final Adapter.PulledList ORDERS = new Adapter.PulledList(
            Duration.ofSeconds(30),
            Duration.ofMinutes(5),
            Duration.ofSeconds(30),
            Duration.ofDays(90),
            call(new Paging(Paging.Way.FORWARD, 1, 100, ""), 1_000),
            Optional.empty());

    static Adapter.ListCall call(Paging paging, int itemsMax) {
        var request = new Adapter.Request(
                Adapter.Request.Method.GET,
                "http://platform/orders",
                Optional.empty(),
                Optional.empty(),
                Map.of(),
                Map.of(),
                Optional.empty(),
                Adapter.Transport.FORM,
                Optional.empty(),
                Map.of(),
                Optional.empty());
        return new Adapter.ListCall(Duration.ofHours(1), itemsMax, paging, request, message -> message);
    }
}
