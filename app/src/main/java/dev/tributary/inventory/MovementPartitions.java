package dev.tributary.inventory;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/** Keeps the ledger's partitions made ahead, so that a month's turn never meets a missing one. */
@Component
class MovementPartitions {

    private static final int MONTHS_AHEAD = 2;

    private final JdbcClient jdbc;

    MovementPartitions(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Scheduled(initialDelayString = "PT0S", fixedDelayString = "PT24H")
    void make() {
        jdbc.sql("select inventory.make_movement_partitions(:months)::text")
                .param("months", MONTHS_AHEAD)
                .query((row, number) -> true)
                .single();
    }
}
