package dev.tributary.orders;

import static dev.tributary.orders.Drafts.MERCHANT;
import static dev.tributary.orders.Drafts.paid;
import static dev.tributary.orders.Drafts.receive;
import static dev.tributary.orders.Drafts.request;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tributary.kernel.OrderId;
import dev.tributary.testing.HubUnderTest;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

/** A reader that goes on from the last order seen, while transactions commit in another order than they began. */
class OrderListTest {

    private static HubUnderTest hub;
    private static OrderIntake intake;
    private static OrderDesk desk;

    private Reader reader;

    @BeforeAll
    static void start() {
        hub = HubUnderTest.start();
        intake = hub.bean(OrderIntake.class);
        desk = hub.bean(OrderDesk.class);
        intake.decide(receive("list", 1, 1, 100));
    }

    @AfterAll
    static void stop() {
        hub.close();
    }

    @BeforeEach
    void readWhatIsThere() {
        reader = new Reader();
        reader.news();
    }

    @Test
    void anOrderPlacedByABatchThatCommitsLateIsNotMissed() throws SQLException {
        var flagged = place("LATE-1");
        assertThat(reader.news()).containsExactly(flagged);

        CompletableFuture<Outcome> late;
        try (var lock = new LockedTable("orders.payment")) {
            late = intake.submit(
                    new Command.Place(paid(request("LATE-2", 1, 1), "wx-late", 10)), OrderIntake.Lane.SINGLE);
            lock.awaitWriter();
            desk.flag(MERCHANT, flagged, Optional.of("red"), OptionalLong.empty(), "test");
            assertThat(reader.news()).isEmpty();
        }
        assertThat(reader.newsAfter(late)).containsExactlyInAnyOrder(((Outcome.Placed) late.join()).order(), flagged);
    }

    @Test
    void anOrderFlaggedByATransactionThatCommitsLateIsNotMissed() throws SQLException {
        var flagged = place("LATE-3");
        assertThat(reader.news()).containsExactly(flagged);

        OrderId placed;
        CompletableFuture<Void> late;
        try (var lock = new LockedTable("orders.history")) {
            late = CompletableFuture.runAsync(
                    () -> desk.flag(MERCHANT, flagged, Optional.of("red"), OptionalLong.empty(), "test"));
            lock.awaitWriter();
            placed = place("LATE-4");
            assertThat(reader.news()).isEmpty();
        }
        assertThat(reader.newsAfter(late)).containsExactly(flagged, placed);
    }

    private static OrderId place(String number) {
        return ((Outcome.Placed) intake.decide(new Command.Place(request(number, 1, 1)))).order();
    }

    /** What a program does that keeps a copy of the orders. */
    private static final class Reader {

        private final OrderBook book = hub.bean(OrderBook.class);
        private final List<String> versionsSeen = new ArrayList<>();
        private Instant last = Instant.EPOCH;

        /** Follows the cursor to the end; the next time it goes on from the last order seen. */
        List<OrderId> news() {
            var filter = new OrderBook.Filter(Optional.of(last), Optional.empty(), Optional.empty());
            var news = new ArrayList<OrderId>();
            Optional<String> cursor = Optional.empty();
            do {
                var page = book.list(MERCHANT, filter, cursor, 1);
                for (var order : page.items()) {
                    last = order.updatedAt();
                    if (!versionsSeen.contains(order.id() + "/" + order.version())) {
                        versionsSeen.add(order.id() + "/" + order.version());
                        news.add(order.id());
                    }
                }
                cursor = page.nextCursor();
            } while (cursor.isPresent());
            return news;
        }

        List<OrderId> newsAfter(CompletableFuture<?> write) {
            write.join();
            return news();
        }
    }

    /** Holds up whoever writes to the table, with its transaction open. */
    private static final class LockedTable implements AutoCloseable {

        private final String table;
        private final Connection connection;

        LockedTable(String table) throws SQLException {
            this.table = table;
            connection = hub.bean(DataSource.class).getConnection();
            connection.setAutoCommit(false);
            connection.createStatement().execute("lock table " + table + " in share mode");
        }

        void awaitWriter() {
            await().until(() -> hub.bean(JdbcClient.class)
                    .sql("select exists (select from pg_locks where relation = :table::regclass and not granted)")
                    .param("table", table)
                    .query(Boolean.class)
                    .single());
        }

        @Override
        public void close() throws SQLException {
            connection.rollback();
            connection.setAutoCommit(true);
            connection.close();
        }
    }
}
