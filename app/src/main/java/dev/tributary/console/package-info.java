/** The operators' screens, rendered on the server, English and Chinese. Owns no schema. */
@NullMarked
@ApplicationModule(
        displayName = "Console",
        allowedDependencies = {
            "kernel",
            "database",
            "journal",
            "leases",
            "vault",
            "catalog",
            "inventory",
            "orders",
            "channels",
            "openapi",
            "access"
        })
package dev.tributary.console;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
