package dev.tributary.channels.telling;

import dev.tributary.journal.Signal;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/** Wakes this node's lanes of one kind. Other nodes find what is new by polling. */
public abstract class TellingSignal extends Signal {

    /** What is written in the transaction under way is there for the lanes when they wake. */
    public void raiseAfterCommit() {
        TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
            @Override
            public void afterCommit() {
                raise();
            }
        });
    }
}
