package dev.tributary.access.edge;

import dev.tributary.database.Sweep;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/** Ends the audit's entries when their retention is over; without it every refusal would be kept for ever. */
@Component
class AuditSweep {

    private static final Logger LOG = LoggerFactory.getLogger(AuditSweep.class);
    /** What laws on the logs of networks ask for at least. */
    private static final int DAYS_LEAST = 180;

    private static final String FORGET = """
            delete from access.audit
             where id in (select id from access.audit where at < :before order by at limit :limit)
            """;

    private final JdbcClient jdbc;
    private final Clock clock;
    private final Duration retention;

    AuditSweep(JdbcClient jdbc, Clock clock, @Value("${tributary.access.audit-retention-days}") int retentionDays) {
        if (retentionDays < DAYS_LEAST) {
            throw new IllegalArgumentException("tributary.access.audit-retention-days must be at least %d, not %d"
                    .formatted(DAYS_LEAST, retentionDays));
        }
        this.jdbc = jdbc;
        this.clock = clock;
        this.retention = Duration.ofDays(retentionDays);
    }

    @Scheduled(fixedDelayString = "PT10M", initialDelayString = "PT1M")
    void sweep() {
        Instant before = clock.instant().minus(retention);
        int removed = Sweep.inPieces(limit -> jdbc.sql(FORGET)
                .param("before", before.atOffset(ZoneOffset.UTC))
                .param("limit", limit)
                .update());
        if (removed > 0) {
            LOG.info("{} entries of the audit were removed: their retention is over", removed);
        }
    }
}
