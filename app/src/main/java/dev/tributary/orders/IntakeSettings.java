package dev.tributary.orders;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Bounds of the intake.
 *
 * @param writers threads that each run one batch at a time; more than the database has cores for only adds waiting;
 *     one more runs bulk commands about many stock rows
 * @param singleCapacity single commands that may wait, a tenth of a second's work; the next is answered 429. Each holds
 *     its request's buffers, some 100 kB
 * @param bulkCapacity bulk commands that may wait
 * @param commandsPerBatch at most so many commands in a transaction
 * @param stockKeysPerBatch at most about so many stock rows locked by a transaction
 * @param commandsPerSecond a brake for this node's writers, all together; 0 is none
 */
@ConfigurationProperties("tributary.intake")
record IntakeSettings(
        @DefaultValue("2") int writers,
        @DefaultValue("768") int singleCapacity,
        @DefaultValue("20000") int bulkCapacity,
        @DefaultValue("512") int commandsPerBatch,
        @DefaultValue("4096") int stockKeysPerBatch,
        @DefaultValue("0") int commandsPerSecond) {}
