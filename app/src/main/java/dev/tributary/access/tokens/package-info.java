/** Machines: clients, their tokens, and what every {@code /v1} call is checked for. */
@NullMarked
package dev.tributary.access.tokens;

import org.jspecify.annotations.NullMarked;
