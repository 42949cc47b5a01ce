/**
 * The event log. In come events, appended in the caller's transaction; out they go in commit order, at least once, to
 * consumers whose effect commits together with their cursor. Owns schema {@code journal}.
 */
@NullMarked
@ApplicationModule(
        displayName = "Journal",
        allowedDependencies = {"kernel", "database"})
package dev.tributary.journal;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
