package dev.tributary.database;

import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * Statements that change rows, gathered by the modules that share a transaction and sent to the server together: a
 * batch's six to ten writes then cost one round trip. They run in the order they were added; when one fails, those
 * behind it have not run, and the transaction is lost.
 */
public final class WriteGroup {

    private static final int ANY = -1;

    private record Write(String sql, Columns columns, int rows) {}

    private final List<Write> writes = new ArrayList<>();

    /** @param columns of the statement; without a row it is left out */
    public void add(String sql, Columns columns) {
        add(sql, columns, ANY);
    }

    /** @param rows that the statement must change, or {@link #run} throws */
    public void add(String sql, Columns columns, int rows) {
        if (columns.rows() > 0) {
            writes.add(new Write(sql, columns, rows));
        }
    }

    /** Runs all of them, in the caller's transaction. */
    public void run(JdbcTemplate jdbc) {
        if (writes.isEmpty()) {
            return;
        }
        // The driver prepares each of them once, under the text of the whole.
        String sql = writes.stream().map(Write::sql).collect(Collectors.joining(";\n"));
        jdbc.execute(sql, (PreparedStatement statement) -> send(statement));
    }

    private boolean send(PreparedStatement statement) throws SQLException {
        int parameter = 1;
        for (var write : writes) {
            parameter = write.columns.bind(statement, parameter);
        }
        boolean rows = statement.execute();
        for (var write : writes) {
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
