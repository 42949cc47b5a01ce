package dev.tributary.orders;

import dev.tributary.catalog.SalesChannel;
import dev.tributary.kernel.ChannelId;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Lets an unpaid order keep its stock while its buyer is active: the hold starts again, up to the channel's maximum since
 * the order was placed, and never once it is over.
 */
final class Holding {

    /** A hold that would last but a tenth of its time longer stays as it is: who tells every second writes once a while. */
    private static final int STEPS = 10;

    private Holding() {}

    static Outcome extend(Pending pending, Command.ExtendHold wish, BatchScope scope) {
        var order = scope.order(wish, wish.order());
        if (order == null) {
            return BatchScope.notFound(wish.order());
        }
        if (!order.open() || order.holdExpiresAt == null) {
            return BatchScope.notAllowed(order, "no hold of it waits for a payment.");
        }
        var expiresAt = order.holdExpiresAt;
        for (var key : pending.keys()) {
            var seen = scope.seen().get(key);
            if (seen != null) {
                return key.sameBody(seen.bodyHash()) ? held(order, expiresAt, true) : Repeating.REUSED;
            }
        }
        if (!expiresAt.isAfter(scope.now())) {
            return BatchScope.notAllowed(order, "its hold ended at %s.".formatted(expiresAt));
        }
        var channel = channel(order, scope);
        if (channel.isEmpty()) {
            return BatchScope.notAllowed(order, "its channel is gone, and with it how long a hold may last.");
        }
        if (!expiresAt.isBefore(latest(order, channel.get()))) {
            return BatchScope.notAllowed(
                    order,
                    "its hold ends at %s, as late as its channel allows: %d minutes after it was placed."
                            .formatted(expiresAt, channel.get().holdTimeMax().toMinutes()));
        }
        boolean longer = extend(order, channel.get(), wish.activity(), wish.actor(), scope);
        if (longer) {
            scope.effects().changed(order);
            tell(order, scope);
        }
        return held(order, longer ? end(order) : expiresAt, !longer);
    }

    /** Something the hub sees by itself has shown that the buyer is active; the caller counts the order's version up. */
    static void seen(OrderRecord order, String activity, BatchScope scope) {
        if (order.open()
                && order.holdExpiresAt != null
                && order.holdExpiresAt.isAfter(scope.now())
                && channel(order, scope)
                        .filter(channel -> extend(order, channel, activity, "hub", scope))
                        .isPresent()) {
            tell(order, scope);
        }
    }

    private static boolean extend(
            OrderRecord order, SalesChannel channel, String activity, String actor, BatchScope scope) {
        var latest = latest(order, channel);
        var again = scope.now().plus(channel.holdTime());
        var next = again.isAfter(latest) ? latest : again;
        var gained = Duration.between(end(order), next);
        boolean last = next.equals(latest) && gained.isPositive();
        if (!last && gained.compareTo(channel.holdTime().dividedBy(STEPS)) < 0) {
            return false;
        }
        order.holdExpiresAt = next;
        scope.effects().happened(order, scope.now(), "held longer", actor, "until %s: %s".formatted(next, activity));
        return true;
    }

    private static void tell(OrderRecord order, BatchScope scope) {
        scope.effects().events.add(OrderEvents.held(order, end(order), scope.now()));
    }

    private static Instant latest(OrderRecord order, SalesChannel channel) {
        return order.placedAt.plus(channel.holdTimeMax());
    }

    private static Instant end(OrderRecord order) {
        return java.util.Objects.requireNonNull(order.holdExpiresAt);
    }

    private static Optional<SalesChannel> channel(OrderRecord order, BatchScope scope) {
        return scope.catalog().channel(order.merchant, new ChannelId(order.channelId));
    }

    private static Outcome held(OrderRecord order, Instant expiresAt, boolean replayed) {
        return new Outcome.Held(order.id, expiresAt, order.version, replayed);
    }
}
