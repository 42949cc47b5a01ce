package dev.tributary.vault;

import dev.tributary.kernel.MerchantId;
import java.time.Instant;
import java.time.ZoneOffset;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

/** Who looked at whom, and why. An entry is committed before the look, and stands even when the look fails. */
final class ViewLog {

    private static final int TEXT_MAX = 200;
    private static final String WRITE = """
            insert into vault.view (merchant_id, record_id, viewer, reason)
            values (:merchant, :record, :viewer, :reason)
            """;

    private static final String FORGET = """
            delete from vault.view
             where (merchant_id, view_id) in
                   (select merchant_id, view_id from vault.view where viewed_at < :before order by viewed_at limit :limit)
            """;

    private final JdbcClient jdbc;
    private final TransactionTemplate ownTransaction;

    ViewLog(JdbcClient jdbc, PlatformTransactionManager transactions) {
        this.jdbc = jdbc;
        this.ownTransaction = new TransactionTemplate(transactions);
        ownTransaction.setPropagationBehavior(TransactionDefinition.PROPAGATION_REQUIRES_NEW);
    }

    void write(MerchantId merchant, long recordId, String viewer, String reason) {
        check("viewer", viewer);
        check("reason", reason);
        ownTransaction.executeWithoutResult(status -> jdbc.sql(WRITE)
                .param("merchant", merchant.value())
                .param("record", recordId)
                .param("viewer", viewer)
                .param("reason", reason)
                .update());
    }

    /** Removes the oldest looks from before that time, at most so many; answers how many. */
    int forget(Instant before, int limit) {
        return jdbc.sql(FORGET)
                .param("before", before.atOffset(ZoneOffset.UTC))
                .param("limit", limit)
                .update();
    }

    private static void check(String what, String text) {
        if (text.isBlank() || text.length() > TEXT_MAX) {
            throw dev.tributary.kernel.ProblemException.invalid(
                    what, "missing_or_too_long", "Say %s in 1 to %d characters.".formatted(what, TEXT_MAX));
        }
    }
}
