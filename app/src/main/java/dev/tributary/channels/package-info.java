/**
 * Platforms and tills: adapters by configuration. Their messages are stored in the inbox before they are understood,
 * become orders, or are parked where people see them; stock news, answers to orders and shipments go out to each
 * platform in its own format. Owns schema {@code channels}.
 */
@NullMarked
@ApplicationModule(
        displayName = "Channels",
        allowedDependencies = {
            "kernel",
            "database",
            "journal",
            "leases",
            "vault",
            "catalog",
            "inventory",
            "orders",
            "access"
        })
package dev.tributary.channels;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
