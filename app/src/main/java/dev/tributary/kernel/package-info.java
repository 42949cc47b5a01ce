/**
 * Values everyone shares: ids, money, places, pages, tables of people, problems, what doors promise, and when to try a
 * receiver again. Imports nothing of ours.
 */
@NullMarked
@ApplicationModule(
        displayName = "Kernel",
        allowedDependencies = {})
package dev.tributary.kernel;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
