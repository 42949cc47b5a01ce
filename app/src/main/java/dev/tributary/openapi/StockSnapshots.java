package dev.tributary.openapi;

import dev.tributary.inventory.StockSnapshot;
import dev.tributary.kernel.MerchantId;
import java.io.InputStream;
import java.io.Reader;
import java.time.Instant;
import java.util.List;

/**
 * Takes absolute numbers of other books in, and has them applied. What is received can be looked at in
 * {@link dev.tributary.inventory.Snapshots}; receiving changes no stock. Both hold a few hundred lines in memory, however
 * long the snapshot.
 */
public interface StockSnapshots {

    /** More lines cannot be told at once. */
    int LINES_MAX = 100_000;

    /** What a file of lines alone does not say. */
    record FileHead(String number, Instant asOf, StockSnapshot.Scope scope, List<String> nodes) {}

    /**
     * Reads a body as {@code PUT /v1/stock/snapshots} takes it, and answers the hub's id. Throws INVALID_INPUT,
     * MALFORMED_BODY, or REUSED_KEY; then nothing is left of it.
     */
    long receive(MerchantId merchant, String actor, InputStream json);

    /** The same of a CSV file {@code node,sku,onHand} and optionally {@code deductedThroughVersion}. */
    long receive(MerchantId merchant, String actor, FileHead head, Reader csv);

    /**
     * Applies what is not applied yet, and waits; safe to call again, and at the same time. Throws OVERLOADED when the
     * intake stayed full: what is left is then applied by the hub itself, as after a restart. Throws CONFLICT when another
     * of the same number was received since.
     */
    void apply(MerchantId merchant, long id);

    /** Returns at once. */
    void applySoon(MerchantId merchant, long id);
}
