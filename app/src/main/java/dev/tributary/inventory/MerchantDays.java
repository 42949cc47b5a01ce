package dev.tributary.inventory;

import dev.tributary.kernel.MerchantId;
import java.time.LocalDate;
import java.util.Optional;

/** Which day it is where a merchant's days are cut. Orders implement this: they know the catalogue. */
public interface MerchantDays {

    /** Empty of a merchant nobody knows. */
    Optional<LocalDate> today(MerchantId merchant);
}
