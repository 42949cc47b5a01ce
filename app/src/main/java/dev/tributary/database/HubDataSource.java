package dev.tributary.database;

import java.sql.Connection;
import java.sql.SQLException;
import org.springframework.jdbc.datasource.DelegatingDataSource;

/** The hub's connections, and the few that {@link Background} work has for itself. */
final class HubDataSource extends DelegatingDataSource implements AutoCloseable {

    private final FairDataSource foreground;
    private final FairDataSource background;

    HubDataSource(FairDataSource foreground, FairDataSource background) {
        super(foreground);
        this.foreground = foreground;
        this.background = background;
    }

    @Override
    public Connection getConnection() throws SQLException {
        return (Background.here() ? background : foreground).getConnection();
    }

    /** How many callers wait for a connection right now, background work left out. */
    int waiting() {
        return foreground.waiting();
    }

    @Override
    public void close() throws Exception {
        try (background;
                foreground) {
            // Both are closed, whatever happens to one.
        }
    }
}
