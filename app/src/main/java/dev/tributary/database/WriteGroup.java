package dev.tributary.database;

import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * Statements that change rows, gathered by the modules that share a transaction and sent to the server in a few
 * messages: a batch's six to ten writes then cost one or two round trips. Within a message they run in the order they
 * were added; when one fails, those behind it have not run, and the transaction is lost.
 */
public final class WriteGroup {

    private static final int ANY = -1;

    /**
     * What travels with what. The driver prepares a message's statements under the text of the whole, so only those that
     * come together again and again share one: else each mixture of rare ones would be prepared anew.
     */
    public enum Message {
        /** What makes rows, and what goes with it. */
        MAKING,
        /** What changes or ends rows made by earlier transactions. */
        CHANGING,
        /** Seldom there: alone, after the others. */
        ALONE
    }

    private record Write(Message message, String sql, Columns columns, int rows) {}

    private final List<Write> writes = new ArrayList<>();

    /** @param columns of the statement; without a row it is left out */
    public void add(Message message, String sql, Columns columns) {
        add(message, sql, columns, ANY);
    }

    /** @param rows that the statement must change, or {@link #run} throws */
    public void add(Message message, String sql, Columns columns, int rows) {
        if (columns.rows() > 0) {
            writes.add(new Write(message, sql, columns, rows));
        }
    }

    /** Runs all of them, in the caller's transaction. */
    public void run(JdbcTemplate jdbc) {
        writes.sort(Comparator.comparing(Write::message)); // stable: each message keeps its order
        for (int from = 0; from < writes.size(); ) {
            int to = from + 1;
            var message = writes.get(from).message();
            while (message != Message.ALONE
                    && to < writes.size()
                    && writes.get(to).message() == message) {
                to++;
            }
            send(jdbc, writes.subList(from, to));
            from = to;
        }
    }

    private static void send(JdbcTemplate jdbc, List<Write> together) {
        String sql = together.stream().map(Write::sql).collect(Collectors.joining(";\n"));
        jdbc.execute(sql, (PreparedStatement statement) -> send(statement, together));
    }

    private static boolean send(PreparedStatement statement, List<Write> together) throws SQLException {
        int parameter = 1;
        for (var write : together) {
            parameter = write.columns.bind(statement, parameter);
        }
        boolean rows = statement.execute();
        for (var write : together) {
            expect(write, statement.getUpdateCount());
            rows = statement.getMoreResults();
        }
        return rows;
    }

    private static void expect(Write write, int changed) {
        if (write.rows != ANY && write.rows != changed) {
            throw new IllegalStateException("%d of %d rows were changed by: %s"
                    .formatted(
                            changed, write.rows, write.sql.lines().findFirst().orElse("")));
        }
    }
}
