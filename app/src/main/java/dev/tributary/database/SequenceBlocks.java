package dev.tributary.database;

import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Hands out ids from a database sequence whose increment is the block size: one round trip per block, in no transaction
 * of the caller's. Ids grow per node but interleave between nodes; what a crash leaves of a block is never used.
 */
public final class SequenceBlocks {

    private final JdbcClient jdbc;
    private final String sequence;
    private final int blockSize;
    private long next;
    private long end;

    /** @param sequence qualified name; created {@code increment by blockSize} */
    public SequenceBlocks(JdbcClient jdbc, String sequence, int blockSize) {
        this.jdbc = jdbc;
        this.sequence = sequence;
        this.blockSize = blockSize;
    }

    public synchronized long next() {
        if (next == end) {
            next = jdbc.sql("select nextval(cast(:sequence as regclass))")
                    .param("sequence", sequence)
                    .query(Long.class)
                    .single();
            end = next + blockSize;
        }
        return next++;
    }
}
