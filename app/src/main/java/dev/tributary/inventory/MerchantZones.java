package dev.tributary.inventory;

import dev.tributary.kernel.MerchantId;
import java.time.ZoneId;

/** Where a merchant's day is cut. Orders implement this, who know the catalogue. */
public interface MerchantZones {

    ZoneId zone(MerchantId merchant);
}
