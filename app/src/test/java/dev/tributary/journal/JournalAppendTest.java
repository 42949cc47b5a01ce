package dev.tributary.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tributary.kernel.MerchantId;
import dev.tributary.testing.TestPostgres;
import java.util.List;
import java.util.stream.IntStream;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

class JournalAppendTest {

    private final DataSource database = TestPostgres.freshDatabase();
    private final JdbcTransactionManager transactions = new JdbcTransactionManager(database);
    private final JdbcClient jdbc = JdbcClient.create(database);
    private final JdbcJournal journal =
            new JdbcJournal(new JdbcTemplate(database), new JournalEra(jdbc, transactions), new JournalSignal());

    @Test
    void refusesToAppendOutsideATransaction() {
        assertThatThrownBy(() -> journal.append(List.of(event("order/1", 1))))
                .isInstanceOf(IllegalStateException.class);
        assertThat(count()).isZero();
    }

    @Test
    void writesABatchInOrderUnderOneTransactionId() {
        var events = IntStream.rangeClosed(1, 1000)
                .mapToObj(i -> event("order/" + i, i))
                .toList();
        new TransactionTemplate(transactions).executeWithoutResult(status -> journal.append(events));
        new TransactionTemplate(transactions)
                .executeWithoutResult(status -> journal.append(List.of(event("order/1001", 1001))));

        assertThat(jdbc.sql("select key from journal.event order by position")
                        .query(String.class)
                        .list())
                .isEqualTo(IntStream.rangeClosed(1, 1001)
                        .mapToObj(i -> "order/" + i)
                        .toList());
        assertThat(jdbc.sql("select count(distinct transaction_id) from journal.event")
                        .query(Long.class)
                        .single())
                .isEqualTo(2);
        assertThat(jdbc.sql("select count(distinct id) from journal.event")
                        .query(Long.class)
                        .single())
                .isEqualTo(1001);
        assertThat(jdbc.sql("select distinct era from journal.event")
                        .query(Integer.class)
                        .list())
                .containsExactly(1);
    }

    @Test
    void leavesNothingOfATransactionThatIsRolledBack() {
        new TransactionTemplate(transactions).executeWithoutResult(status -> {
            journal.append(List.of(event("order/1", 1)));
            status.setRollbackOnly();
        });
        assertThat(count()).isZero();
        assertThat(jdbc.sql("select count(*) from journal.era")
                        .query(Long.class)
                        .single())
                .isEqualTo(1);
    }

    private long count() {
        return jdbc.sql("select count(*) from journal.event").query(Long.class).single();
    }

    private static NewEvent event(String key, long version) {
        return new NewEvent("order.placed.v1", key, new MerchantId(7), version, "{\"n\":" + version + "}");
    }
}
