package dev.tributary.sandbox.platform;

/** One platform, who buys there, and who brings what is bought to the hub. */
record Stand(Platform platform, Bringer bringer, Seller seller) implements AutoCloseable {

    String channel() {
        return platform.adapter();
    }

    boolean idle() {
        return seller.idle() && bringer.idle();
    }

    @Override
    public void close() {
        seller.close();
        bringer.close();
        platform.close();
    }
}
