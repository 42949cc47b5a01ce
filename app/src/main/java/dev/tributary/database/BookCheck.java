package dev.tributary.database;

import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * One thing that must be true of a hub's books at every moment. {@code ./tributary verify} finds every implementation by
 * its type, so it needs no annotation and no constructor arguments; it runs beside a hub under load.
 */
public interface BookCheck {

    /** A short sentence that states what is true: "every stock row is the sum of its ledger". */
    String name();

    /**
     * Reads in slices of a few thousand rows, each slice one statement: a statement sees one moment, two do not. The
     * session is read-only and a statement is cut off after 30 seconds.
     */
    void run(JdbcClient books, Findings findings);
}
