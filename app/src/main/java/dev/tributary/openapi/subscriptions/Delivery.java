package dev.tributary.openapi.subscriptions;

import java.time.Instant;

/** One event on its way to one receiver. */
record Delivery(
        long id,
        long eventId,
        String type,
        String key,
        Instant appendedAt,
        Instant createdAt,
        String payload,
        int attempts) {}
