package dev.tributary.inventory;

import dev.tributary.kernel.MerchantId;
import dev.tributary.kernel.Page;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** Goods that are there and must not be sold. */
public interface HeldStock {

    int LINES_MAX = 1_000;

    /**
     * All changes or none, in their order, in the caller's transaction where there is one. Throws INSUFFICIENT_STOCK,
     * with a violation per line, when more is given back, scrapped or moved than is held.
     */
    void change(MerchantId merchant, List<HeldChange> changes, Author author);

    /** What is held, by SKU, node and condition; at most 200 a page. */
    Page<HeldLevel> list(MerchantId merchant, Optional<Condition> condition, Optional<String> cursor, int limit);

    /** Of these rows, what is held of each condition; nothing where nothing is. */
    List<HeldLevel> of(MerchantId merchant, Collection<StockKey> keys);

    /** All conditions of one row, the newest first; at most 200 a page. */
    Page<HeldMovement> ledger(StockKey key, Optional<String> cursor, int limit);
}
