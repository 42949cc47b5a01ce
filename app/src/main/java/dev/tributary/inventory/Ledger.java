package dev.tributary.inventory;

import dev.tributary.kernel.MerchantId;
import dev.tributary.kernel.Page;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Answers "why is this 47?". */
public interface Ledger {

    /** Newest first; {@code cursor} from the page before, at most 200 a page. */
    Page<Movement> of(StockKey key, Optional<String> cursor, int limit);

    /** Rows of a merchant straight from the table, by SKU then node; at most 200 a page. */
    Page<StockLevel> rows(MerchantId merchant, Optional<String> cursor, int limit);

    Optional<StockLevel> row(StockKey key);

    /**
     * What the row was when the database's clock showed {@code at}; empty when there is no such row. The past does not
     * change, but a movement on its way while this is asked may yet be written a moment before an instant just gone.
     */
    Optional<StockThen> at(StockKey key, Instant at);

    /** Shortages not yet explained: a till sold what the book did not have, a count found less. */
    List<Discrepancy> openDiscrepancies(MerchantId merchant, int limit);

    record Discrepancy(long id, StockKey key, long unitsShort, String cause, Instant openedAt) {}
}
