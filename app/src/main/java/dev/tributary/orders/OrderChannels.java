package dev.tributary.orders;

import dev.tributary.kernel.ChannelId;
import dev.tributary.kernel.OrderId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Where the orders of one batch came from. Few batches are asked, so those that are placed are put in order only then. */
final class OrderChannels implements Function<OrderId, ChannelId> {

    private final List<Pending> commands;
    private final Map<OrderId, OrderRecord> orders;
    private @Nullable Map<OrderId, ChannelId> placed;

    OrderChannels(List<Pending> commands, Map<OrderId, OrderRecord> orders) {
        this.commands = commands;
        this.orders = orders;
    }

    @Override
    public ChannelId apply(OrderId order) {
        var known = orders.get(order);
        return known != null
                ? new ChannelId(known.channelId)
                : Optional.ofNullable(placed().get(order))
                        .orElseThrow(() -> new IllegalStateException("order %s is not of this batch".formatted(order)));
    }

    private Map<OrderId, ChannelId> placed() {
        if (placed == null) {
            placed = new HashMap<>();
            for (var pending : commands) {
                if (pending.command() instanceof Command.Place place) {
                    placed.put(new OrderId(pending.orderId()), place.draft().channel());
                }
            }
        }
        return placed;
    }
}
