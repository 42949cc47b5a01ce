/**
 * The unified order and the hot path. Commands come in from channels, tills and {@code /v1}; they wait in bounded
 * lanes, and writers decide them in batches, one short transaction each, with inventory and journal. Owns schema
 * {@code orders}.
 */
@NullMarked
@ApplicationModule(
        displayName = "Orders",
        allowedDependencies = {"kernel", "database", "journal", "vault", "catalog", "inventory"})
package dev.tributary.orders;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
