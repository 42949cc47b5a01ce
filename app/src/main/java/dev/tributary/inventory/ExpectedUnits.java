package dev.tributary.inventory;

import dev.tributary.kernel.MerchantId;
import java.time.Instant;
import java.util.Collection;
import java.util.Map;

/** Units that are on their way to stock rows: what somebody ordered, what another node has sent. Whoever keeps such a book says it here. */
public interface ExpectedUnits {

    /** Those that should be there by then and are promised to nobody; rows that expect nothing are left out. */
    Map<StockKey, Long> expected(MerchantId merchant, Collection<StockKey> rows, Instant until);
}
