package dev.tributary.database;

import java.util.LinkedHashMap;
import java.util.Map;

/** How the embedded server is set: safe first, then sized for many small batches a second. */
record ServerSettings(int port, int sharedBuffersMegabytes) {

    Map<String, String> all() {
        var settings = new LinkedHashMap<String, String>();
        settings.put("port", Integer.toString(port));
        settings.put("listen_addresses", "127.0.0.1");
        settings.put("unix_socket_directories", "");
        settings.put("password_encryption", "scram-sha-256");
        settings.put("max_connections", "100");
        settings.putAll(SAFE);
        settings.put("shared_buffers", sharedBuffersMegabytes + "MB");
        settings.putAll(SIZED);
        settings.putAll(TENDED);
        settings.putAll(QUIET);
        return settings;
    }

    /** What no order may be lost without; asserted at every start. */
    private static final Map<String, String> SAFE = Map.of(
            "fsync", "on",
            "synchronous_commit", "on",
            "full_page_writes", "on",
            "max_prepared_transactions", "0",
            "default_transaction_isolation", "read committed",
            "wal_level", "replica");

    /** Few, spread checkpoints: each one makes every page it touches travel whole through the log again. */
    private static final Map<String, String> SIZED = Map.of(
            "max_wal_size", "4GB",
            "min_wal_size", "512MB",
            "wal_compression", "on",
            "wal_buffers", "32MB",
            "checkpoint_timeout", "15min",
            "checkpoint_completion_target", "0.9",
            "random_page_cost", "1.1",
            "jit", "off",
            "timezone", "UTC");

    /**
     * Hot rows are vacuumed often. All access is by key, so statistics need neither follow each tenth that is added nor come
     * from many rows, and what is only added to need not be looked through for rows that everybody may see. A worker rests
     * longer between its steps: what it takes of the processors, orders wait for.
     */
    private static final Map<String, String> TENDED = Map.of(
            "autovacuum_naptime", "15s",
            "autovacuum_analyze_scale_factor", "0.5",
            "default_statistics_target", "20",
            "autovacuum_vacuum_insert_threshold", "1000000",
            "autovacuum_vacuum_cost_delay", "10ms");

    /** A week of logs, without statements or details: both may quote a person. */
    private static final Map<String, String> QUIET = Map.of(
            "logging_collector", "on",
            "log_directory", "../log",
            "log_filename", "postgres-%a.log",
            "log_rotation_age", "1d",
            "log_truncate_on_rotation", "on",
            "log_timezone", "UTC",
            "log_error_verbosity", "terse",
            "log_min_error_statement", "panic");
}
