/**
 * Leases instead of switches: who has suspended which automatic news, or allowed to sell more than there is, why and
 * until when. What a lease does to stock, prices or listings belongs to the module that keeps them, which asks here and
 * is told here when a lease ends. Owns schema {@code leases}.
 */
@NullMarked
@ApplicationModule(
        displayName = "Leases",
        allowedDependencies = {"kernel", "database", "journal"})
package dev.tributary.leases;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
