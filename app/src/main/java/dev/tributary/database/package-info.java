/**
 * The database under the modules: embedded PostgreSQL or a cluster by URL, the pool behind its fair gate, migrations of
 * every module's schema, ids in blocks, arrays for batch statements, backup and restore. Owns no business schema.
 */
@NullMarked
@ApplicationModule(
        displayName = "Database",
        allowedDependencies = {"kernel"})
package dev.tributary.database;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
