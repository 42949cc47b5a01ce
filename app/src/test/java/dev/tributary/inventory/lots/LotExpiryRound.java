package dev.tributary.inventory.lots;

import dev.tributary.kernel.MerchantId;
import dev.tributary.testing.HubUnderTest;
import java.time.LocalDate;

/** Lets a day come, for tests of other packages. */
public final class LotExpiryRound {

    private LotExpiryRound() {}

    public static void on(HubUnderTest hub, MerchantId merchant, LocalDate today) {
        hub.bean(LotExpiry.class).expire(merchant, today);
    }
}
