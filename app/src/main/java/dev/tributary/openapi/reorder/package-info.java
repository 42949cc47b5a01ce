/** {@code /v1/stock/alerts}: stock that will not last, and what to reorder. */
@NullMarked
package dev.tributary.openapi.reorder;

import org.jspecify.annotations.NullMarked;
