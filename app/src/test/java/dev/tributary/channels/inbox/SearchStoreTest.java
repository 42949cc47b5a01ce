package dev.tributary.channels.inbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tributary.channels.MessageSearch;
import dev.tributary.kernel.MerchantId;
import dev.tributary.testing.TestPostgres;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.springframework.dao.QueryTimeoutException;
import org.springframework.jdbc.core.simple.JdbcClient;

class SearchStoreTest {

    private static final MerchantId MERCHANT = new MerchantId(7);
    private static final Instant BEGIN = Instant.parse("2026-11-22T00:00:00Z");
    private static final MessageSearch.Wanted WANTED =
            new MessageSearch.Wanted(Optional.empty(), Optional.empty(), BEGIN, BEGIN.plus(Duration.ofDays(1)), "");
    private static final String INSERT = """
            insert into channels.message (id, merchant_id, channel_id, adapter, kind, natural_key, received_at, verdict,
                   headers, body)
            select id, 7, 70, 'x', 'order', int4send(id), '2026-11-22T00:00:00Z'::timestamptz + id * interval '1 minute',
                   '', '', convert_to(repeat('x', ?), 'UTF8')
              from generate_series(?, ?) as new (id)
            """;

    private final DataSource database = TestPostgres.freshDatabase();
    private final JdbcClient jdbc = JdbcClient.create(database);
    private final SearchStore store = new SearchStore(jdbc);

    @Test
    void aStretchIsReadInPartsOfSoManyMessagesAndSoManyBytes() {
        jdbc.sql(INSERT).params(10, 1, 5).update();
        jdbc.sql(INSERT).params(5 << 20, 6, 9).update();

        var before = new SearchStore.Before(BEGIN.plus(Duration.ofMinutes(9)), 9);
        var sizes = new ArrayList<List<Long>>();
        boolean more = true;
        while (more) {
            var part = store.stretch(MERCHANT, WANTED, BEGIN, before, 4, 3);
            sizes.add(part.rows().stream().map(row -> row.summary().id()).toList());
            var last = part.rows().getLast().summary();
            before = new SearchStore.Before(last.receivedAt(), last.id());
            more = part.more();
        }
        assertThat(sizes).containsExactly(List.of(8L, 7L), List.of(6L, 5L, 4L, 3L), List.of(2L, 1L));
    }

    @Test
    void aStretchThatTakesTooLongIsGivenUp() throws SQLException {
        try (var other = database.getConnection();
                var statement = other.createStatement()) {
            other.setAutoCommit(false);
            statement.execute("lock table channels.message");
            var before = new SearchStore.Before(BEGIN.plusSeconds(9), 9);
            assertThatThrownBy(() -> store.stretch(MERCHANT, WANTED, BEGIN, before, 4, 1))
                    .isInstanceOf(QueryTimeoutException.class);
        }
    }
}
