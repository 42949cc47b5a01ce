package dev.tributary.sandbox.world;

import dev.tributary.sandbox.check.Channel;
import java.util.SplittableRandom;

/** How the chain's baskets are spread over the channels. */
public final class Plan {

    static final double APP_SHARE = 0.35;
    static final double MINI_SHARE = 0.05;
    static final double SHOPIFY_SHARE = 0.20;
    static final double MEITUAN_SHARE = 0.20;
    static final double TILLS_SHARE = 0.20;

    private Plan() {}

    static Channel channel(SplittableRandom dice) {
        double roll = dice.nextDouble();
        if (roll < APP_SHARE) {
            return Channel.APP;
        }
        if (roll < APP_SHARE + MINI_SHARE) {
            return Channel.MINI;
        }
        if (roll < APP_SHARE + MINI_SHARE + SHOPIFY_SHARE) {
            return Channel.SHOPIFY;
        }
        return roll < 1 - TILLS_SHARE ? Channel.MEITUAN : Channel.TILLS;
    }
}
