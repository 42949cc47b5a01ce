/**
 * Who may come in: clients and their tokens, operators with password and second factor, scopes, limits per client,
 * audit. Owns schema {@code access}.
 */
@NullMarked
@ApplicationModule(
        displayName = "Access",
        allowedDependencies = {"kernel", "database"})
package dev.tributary.access;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
