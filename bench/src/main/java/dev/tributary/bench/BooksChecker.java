package dev.tributary.bench;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Proves the books with SQL of its own, sharing nothing with the hub: what must be true of every book, then that every
 * acknowledged command is there exactly once. Run it when nobody asks the hub for anything.
 */
final class BooksChecker {

    private static final int EXAMPLES_MAX = 3;

    private final Connection books;
    private final List<String> wrong = new ArrayList<>();
    private int checks;

    BooksChecker(Connection books) {
        this.books = books;
    }

    /** What is true of every hub's books, without the proofs' own consumer. */
    List<String> checkBooks() throws SQLException {
        for (var check : BookSentences.ALWAYS.entrySet()) {
            if (!check.getValue().contains("proof.heard")) {
                contradictions(check.getKey(), check.getValue());
            }
        }
        return wrong;
    }

    /** @return sentences that turned out not to be true, each with examples; empty is the proof */
    List<String> check(List<Acknowledged> acknowledged) throws SQLException {
        for (var check : BookSentences.ALWAYS.entrySet()) {
            contradictions(check.getKey(), check.getValue());
        }
        acknowledged(acknowledged);
        return wrong;
    }

    int checks() {
        return checks;
    }

    private void contradictions(String sentence, String sql) throws SQLException {
        checks++;
        List<String> examples = new ArrayList<>();
        int count = 0;
        try (var statement = books.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            int columns = row.getMetaData().getColumnCount();
            while (row.next()) {
                if (count++ < EXAMPLES_MAX) {
                    List<String> values = new ArrayList<>();
                    for (int i = 1; i <= columns; i++) {
                        values.add(row.getMetaData().getColumnName(i) + " " + row.getString(i));
                    }
                    examples.add(String.join(", ", values));
                }
            }
        }
        if (count > 0) {
            wrong.add("%s: %d are not, such as %s".formatted(sentence, count, examples));
        }
    }

    private void acknowledged(List<Acknowledged> acknowledged) throws SQLException {
        Map<String, Long> orderByNumber = numbers("select number, id from orders.sales_order");
        Map<Long, Long> stateByOrder = ids("select id, state from orders.sales_order");
        Map<Long, Long> refusals = ids("select order_id, count(*) from orders.refusal group by 1");
        Map<String, Long> payments = numbers("select reference, count(*) from orders.payment group by 1");
        Map<String, Long> received =
                numbers("select cause, sum(on_hand_change) from inventory.movement where cause is not null group by 1");
        Map<Long, Long> gone = ids("select order_id, -sum(on_hand_change) from inventory.movement"
                + " where order_id is not null group by 1");
        Map<Long, Long> reserved = ids("select order_id, sum(units) from inventory.reservation group by 1");
        for (var one : acknowledged) {
            checks++;
            boolean there = switch (one.kind()) {
                case PLACED -> Long.valueOf(one.order()).equals(orderByNumber.get(one.name()));
                case SOLD ->
                    Long.valueOf(one.order()).equals(orderByNumber.get(one.name()))
                            && gone.getOrDefault(one.order(), 0L) == one.units();
                case REFUSED -> !orderByNumber.containsKey(one.name()) && refusals.getOrDefault(one.order(), 0L) == 1;
                case PAID -> payments.getOrDefault(one.name(), 0L) == 1;
                case CANCELLED, TOLD_CANCELLED -> stateByOrder.getOrDefault(one.order(), 0L) == 4;
                case SHIPPED -> gone.getOrDefault(one.order(), 0L) == one.units();
                case WENT_ON -> reserved.getOrDefault(one.order(), 0L) == one.units();
                case RECEIVED -> received.getOrDefault("receipt/" + one.name(), 0L) == one.units();
                case PARKED -> !orderByNumber.containsKey(one.name());
            };
            if (!there) {
                wrong.add("acknowledged, but not there exactly once: " + one);
            }
        }
    }

    private Map<String, Long> numbers(String sql) throws SQLException {
        Map<String, Long> found = new HashMap<>();
        try (var statement = books.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            while (row.next()) {
                found.put(row.getString(1), row.getLong(2));
            }
        }
        return found;
    }

    private Map<Long, Long> ids(String sql) throws SQLException {
        Map<Long, Long> found = new HashMap<>();
        try (var statement = books.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            while (row.next()) {
                found.put(row.getLong(1), row.getLong(2));
            }
        }
        return found;
    }

    /**
     * Waits until the consumer has heard as much as there is, at most a minute; whether it has, the check tells. What is
     * checked next is this very moment: the hub still tries what waits by itself, and statement by statement its books
     * would not fit together.
     */
    void awaitConsumer() throws SQLException, InterruptedException {
        books.setAutoCommit(false);
        books.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
        long deadline = System.nanoTime() + 60_000_000_000L;
        while (!consumerHasHeardAll() && System.nanoTime() < deadline) {
            books.rollback();
            Thread.sleep(100);
        }
    }

    private boolean consumerHasHeardAll() throws SQLException {
        try (var statement = books.createStatement();
                ResultSet row = statement.executeQuery("select (select count(*) from proof.heard),"
                        + " (select count(*) from journal.event where type like 'order.%'"
                        + " or type = 'stock.changed.v1')")) {
            row.next();
            return row.getLong(1) >= row.getLong(2);
        }
    }
}
