/**
 * The merchant's door, {@code /v1}: orders, availability, set-up, the ERP's calls, and signed subscriptions that carry
 * news out. Owns schema {@code openapi}.
 */
@NullMarked
@ApplicationModule(
        displayName = "Open API",
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
            "access"
        })
package dev.tributary.openapi;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
