/** Pace, wrong secrets, sizes and the audit: what every door has in common. */
@NullMarked
package dev.tributary.access.edge;

import org.jspecify.annotations.NullMarked;
