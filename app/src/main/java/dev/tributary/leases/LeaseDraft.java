package dev.tributary.leases;

import java.time.Instant;
import java.util.OptionalLong;

/** What somebody asks for. @param atExpiry what becomes of what was told meanwhile when nobody ends it before */
public record LeaseDraft(
        Subject subject,
        LeaseScope scope,
        OptionalLong units,
        String owner,
        String reason,
        Instant expiresAt,
        Resume atExpiry) {}
