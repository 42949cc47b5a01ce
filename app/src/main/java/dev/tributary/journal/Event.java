package dev.tributary.journal;

import dev.tributary.kernel.MerchantId;
import java.time.Instant;

/** A fact as it stands in the journal. {@code id} names it for ever, also for receivers outside. */
public record Event(
        long id, Instant appendedAt, String type, String key, MerchantId merchant, long version, String payload) {}
