package dev.tributary.inventory.reorder;

import dev.tributary.inventory.StockKey;
import dev.tributary.kernel.MerchantId;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Where the jobs stand, so that nodes share them and go on where one stopped. */
@Repository
class TurnStore {

    private static final String MERCHANTS = "select distinct merchant_id from inventory.node order by merchant_id";

    private static final String MAKE = """
            insert into inventory.reorder_turn (merchant_id, job) values (:merchant, :job) on conflict do nothing
            """;

    private static final String TAKE = """
            select at_sku, at_node, done_on
              from inventory.reorder_turn
             where merchant_id = :merchant and job = :job
               for update skip locked
            """;

    private static final String MOVE = """
            update inventory.reorder_turn
               set at_sku = :sku, at_node = :node, done_on = coalesce(:doneOn::date, done_on)
             where merchant_id = :merchant and job = :job
            """;

    private final JdbcClient jdbc;

    TurnStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    enum Job {
        GATHER(1),
        FORECAST(2),
        ALERT(3);

        private final int code;

        Job(int code) {
            this.code = code;
        }
    }

    /** A point between rows. */
    record Place(long sku, long node) {

        static final Place BEGIN = new Place(0, 0);

        static Place behind(StockKey key) {
            return new Place(key.sku().value(), key.node().value());
        }
    }

    /** @param doneOn the day for which the job has gone through all rows last */
    record Turn(Place at, Optional<LocalDate> doneOn) {}

    List<MerchantId> merchants() {
        return jdbc.sql(MERCHANTS)
                .query((row, number) -> new MerchantId(row.getLong("merchant_id")))
                .list();
    }

    /** In the caller's transaction, until its end; empty when another node has it. */
    Optional<Turn> take(MerchantId merchant, Job job) {
        var taken = taken(merchant, job);
        if (taken.isPresent()) {
            return taken;
        }
        jdbc.sql(MAKE)
                .param("merchant", merchant.value())
                .param("job", job.code)
                .update();
        return taken(merchant, job);
    }

    private Optional<Turn> taken(MerchantId merchant, Job job) {
        return jdbc.sql(TAKE)
                .param("merchant", merchant.value())
                .param("job", job.code)
                .query((row, number) -> new Turn(
                        new Place(row.getLong("at_sku"), row.getLong("at_node")),
                        Optional.ofNullable(row.getObject("done_on", LocalDate.class))))
                .optional();
    }

    void move(MerchantId merchant, Job job, Place to, Optional<LocalDate> doneOn) {
        jdbc.sql(MOVE)
                .param("merchant", merchant.value())
                .param("job", job.code)
                .param("sku", to.sku())
                .param("node", to.node())
                .param("doneOn", doneOn.orElse(null), java.sql.Types.DATE)
                .update();
    }
}
