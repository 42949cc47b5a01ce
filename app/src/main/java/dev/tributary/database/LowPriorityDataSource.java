package dev.tributary.database;

import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.postgresql.PGConnection;
import org.springframework.jdbc.datasource.DelegatingDataSource;

/** Each connection is served by a process of its own, here a child of ours; these give way to the others. */
final class LowPriorityDataSource extends DelegatingDataSource {

    LowPriorityDataSource(DataSource connections) {
        super(connections);
    }

    @Override
    public Connection getConnection() throws SQLException {
        var connection = super.getConnection();
        Priority.lower(connection.unwrap(PGConnection.class).getBackendPID());
        return connection;
    }
}
