package dev.tributary.database;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Map;
import java.util.TreeMap;
import javax.sql.DataSource;

/**
 * What the hub needs from any server, embedded or not, asked of the server itself: a hub on a database that may forget a
 * commit would promise what it cannot keep.
 */
final class ServerPromises {

    private static final int VERSION_LEAST = 17;
    private static final Map<String, String> NEEDED = new TreeMap<>(Map.of(
            "fsync", "on",
            "synchronous_commit", "on",
            "full_page_writes", "on",
            "max_prepared_transactions", "0",
            "default_transaction_isolation", "read committed",
            "server_encoding", "UTF8"));

    private ServerPromises() {}

    static void check(DataSource dataSource) {
        try (Connection connection = dataSource.getConnection()) {
            int version = connection.getMetaData().getDatabaseMajorVersion();
            if (version < VERSION_LEAST) {
                throw new StartRefused(
                        "the database is PostgreSQL %d; the hub needs %d or newer.".formatted(version, VERSION_LEAST));
            }
            var broken = new ArrayList<String>();
            for (var needed : NEEDED.entrySet()) {
                String found = show(connection, needed.getKey());
                if (!found.equals(needed.getValue())) {
                    broken.add("%s is %s, not %s".formatted(needed.getKey(), found, needed.getValue()));
                }
            }
            if (!broken.isEmpty()) {
                throw new StartRefused(
                        "the database is not set as the hub needs it: " + String.join("; ", broken) + ".");
            }
        } catch (SQLException e) {
            throw new StartRefused("the database does not answer: " + e.getMessage() + ".", e);
        }
    }

    private static String show(Connection connection, String setting) throws SQLException {
        try (var statement = connection.createStatement();
                var answer = statement.executeQuery("show " + setting)) {
            answer.next();
            return answer.getString(1);
        }
    }
}
