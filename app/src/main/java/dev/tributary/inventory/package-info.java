/**
 * Every unit counted once: nodes, stock rows, the append-only ledger of movements, reservations, availability; books
 * that are held against each other for ever, and heal. Decides batches of demands through the engine, in the transaction
 * orders opened. Owns schema {@code inventory}; the only user of {@code dev.tributary.engine}.
 */
@NullMarked
@ApplicationModule(
        displayName = "Inventory",
        allowedDependencies = {"kernel", "database", "journal", "leases", "engine"})
package dev.tributary.inventory;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
