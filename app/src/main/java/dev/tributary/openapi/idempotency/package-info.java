/** The same write twice has one effect: keys of callers, kept with the effect they name. */
@NullMarked
package dev.tributary.openapi.idempotency;

import org.jspecify.annotations.NullMarked;
