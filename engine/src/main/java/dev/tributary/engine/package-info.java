/**
 * The reservation engine: given stock and commands, it decides. Plain Java on java.base; it knows keys, demands,
 * allowances, quotas, lots and candidates, and neither orders nor SQL nor a clock. Same stock, same commands: same answers, in order.
 */
@NullMarked
package dev.tributary.engine;

import org.jspecify.annotations.NullMarked;
