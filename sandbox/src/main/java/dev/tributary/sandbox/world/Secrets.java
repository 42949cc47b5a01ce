package dev.tributary.sandbox.world;

import java.security.SecureRandom;
import java.util.HexFormat;

/** Made anew for every run; never written anywhere but to the hub. */
public record Secrets(String shopifyWebhook, String shopifyToken, String meituanApp, String operatorPassword) {

    public static Secrets fresh() {
        return new Secrets(random(16), "shpat_" + random(16), random(16), "Demo-" + random(8));
    }

    private static String random(int bytes) {
        byte[] random = new byte[bytes];
        new SecureRandom().nextBytes(random);
        return HexFormat.of().formatHex(random);
    }
}
