package dev.tributary.inventory;

import dev.tributary.database.Sweep;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * Removes the lines of snapshots that are of no use any more: applied long ago, never applied, dropped, or broken off while
 * they were told. What an applied one did stays in the ledger, and its head with it. Also what leases kept back so long ago
 * that no snapshot may ask for it any more; the shadow value it was added to stays.
 */
@Component
class SnapshotSweep {

    /** As far back as a ledger is replayed: an older one could not be told again. */
    static final Duration KEPT = Duration.ofDays(31);

    /** Nobody tells lines for so long. */
    static final Duration RECEIVING_MAX = Duration.ofDays(1);

    /** A snapshot may be of a moment so old when it is received, and wait as long to be applied. */
    static final Duration TELLINGS_KEPT = KEPT.multipliedBy(2);

    private static final int SNAPSHOTS_MAX = 20;

    private static final String OUTLIVED = """
            update inventory.snapshot set state = 'DROPPED' where state = 'RECEIVED' and received_at < :told
            """;

    private static final String OVER = """
            select merchant_id, id
              from inventory.snapshot
             where state = 'DROPPED' or state = 'RECEIVING' and received_at < :begun
                   or state = 'APPLIED' and received_at < :told
             order by id
             limit :limit
            """;

    private static final String DELETE_PARTS = """
            delete from inventory.snapshot_part
             where merchant_id = :merchant and snapshot_id = :snapshot
               and through_place in (
                   select through_place
                     from inventory.snapshot_part
                    where merchant_id = :merchant and snapshot_id = :snapshot
                    order by through_place
                    limit :limit)
            """;

    private static final String DELETE_RESULTS = """
            delete from inventory.snapshot_part_result
             where merchant_id = :merchant and snapshot_id = :snapshot
               and through_place in (
                   select through_place
                     from inventory.snapshot_part_result
                    where merchant_id = :merchant and snapshot_id = :snapshot
                    order by through_place
                    limit :limit)
            """;

    private static final String DELETE_WRONG = """
            delete from inventory.snapshot_wrong where merchant_id = :merchant and snapshot_id = :snapshot
            """;

    private static final String FORGET = """
            update inventory.snapshot
               set state = 'FORGOTTEN'
             where merchant_id = :merchant and id = :snapshot and state = 'APPLIED'
            """;

    private static final String DELETE_HEAD = """
            delete from inventory.snapshot
             where merchant_id = :merchant and id = :snapshot and state in ('DROPPED', 'RECEIVING')
            """;

    private static final String DELETE_TELLINGS = """
            delete from inventory.shadow_telling
             where (merchant_id, sku_id, node_id, told_at, nth) in (
                   select merchant_id, sku_id, node_id, told_at, nth
                     from inventory.shadow_telling
                    where told_at < :before
                    order by told_at
                    limit :limit)
            """;

    private record Over(long merchantId, long id) {}

    private final JdbcClient jdbc;
    private final Clock clock;

    SnapshotSweep(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    @Scheduled(fixedDelayString = "PT10M", initialDelayString = "PT1M")
    void sweep() {
        sweep(clock.instant());
    }

    void sweep(Instant now) {
        var told = now.minus(KEPT).atOffset(ZoneOffset.UTC);
        jdbc.sql(OUTLIVED).param("told", told).update();
        var over = jdbc.sql(OVER)
                .param("begun", now.minus(RECEIVING_MAX).atOffset(ZoneOffset.UTC))
                .param("told", told)
                .param("limit", SNAPSHOTS_MAX)
                .query(Over.class)
                .list();
        for (var one : over) {
            Sweep.inPieces(limit -> delete(DELETE_PARTS, one, limit));
            Sweep.inPieces(limit -> delete(DELETE_RESULTS, one, limit));
            update(DELETE_WRONG, one);
            if (delete(DELETE_PARTS, one, 1) == 0 && delete(DELETE_RESULTS, one, 1) == 0) {
                update(FORGET, one);
                update(DELETE_HEAD, one);
            }
        }
        deleteTellings(now);
    }

    /** A minute more, for the two clocks. */
    private void deleteTellings(Instant now) {
        var before = now.minus(TELLINGS_KEPT).minusSeconds(60).atOffset(ZoneOffset.UTC);
        Sweep.inPieces(limit -> jdbc.sql(DELETE_TELLINGS)
                .param("before", before)
                .param("limit", limit)
                .update());
    }

    private int delete(String sql, Over one, int limit) {
        return jdbc.sql(sql)
                .param("merchant", one.merchantId)
                .param("snapshot", one.id)
                .param("limit", limit)
                .update();
    }

    private void update(String sql, Over one) {
        jdbc.sql(sql)
                .param("merchant", one.merchantId)
                .param("snapshot", one.id)
                .update();
    }
}
