package dev.tributary.bench.history;

import java.util.Set;

/** What people set, change and end of quotas, and what ends by itself. */
final class QuotaRules {

    private QuotaRules() {}

    /** Makes one, which begins with all that its channels hold; or changes the version that its client saw. */
    static Step set(World world, Line asked, long askedAt) {
        var step = new Step(world);
        String sku = asked.text("sku");
        var sharing = world.sharing(sku);
        var before = sharing.quota(asked.text("code"));
        long until = asked.number("until", Operation.NEVER);
        boolean only = asked.text("only", "false").equals("true");
        if (asked.has("if")) {
            if (before == null || !before.inForce() || before.version() != asked.number("if")) {
                return step.answers("conflict");
            }
            return done(step, sku, before.set(asked.number("amount"), only, until));
        }
        var quota = new Quota(
                asked.text("code"),
                Quota.Kind.valueOf(asked.text("kind")),
                asked.text("node", ""),
                Set.of(asked.text("channels").split("\\|")),
                asked.number("amount"),
                only,
                until,
                1,
                true,
                0,
                0);
        if (sharing.byCode().values().stream()
                .anyMatch(other -> other.inForce() && other.until() > askedAt && other.isLike(quota))) {
            return step.answers("conflict");
        }
        return done(step, sku, quota.used(held(world, sku, quota), 0));
    }

    private static long held(World world, String sku, Quota quota) {
        return world.orders.values().stream()
                .filter(order -> quota.channels().contains(order.channel()))
                .flatMap(order -> order.items().stream())
                .filter(item -> item.sku().equals(sku) && item.unitsPromised() > 0 && quota.counts(item.node()))
                .mapToLong(OrderState.Item::unitsPromised)
                .sum();
    }

    static Step end(World world, Line asked) {
        var step = new Step(world);
        String sku = asked.text("sku");
        var quota = world.sharing(sku).quota(asked.text("code"));
        if (quota == null) {
            return step.answers("notFound");
        }
        return quota.inForce() ? done(step, sku, quota.ended()) : step.answers(quota.told());
    }

    /** Its time is over. */
    static Step over(World world, Line asked) {
        var quota = world.sharing(asked.text("sku")).quota(asked.text("code"));
        return quota == null || quota.until() == Operation.NEVER ? new Step(world) : end(world, asked);
    }

    static Step read(World world, Line asked) {
        var quota = world.sharing(asked.text("sku")).quota(asked.text("code"));
        var step = new Step(world);
        return quota == null ? step.answers("notFound") : step.answers(quota.told());
    }

    private static Step done(Step step, String sku, Quota quota) {
        step.sharings.put(sku, step.sharing(sku).with(quota));
        return step.answers(quota.told());
    }
}
