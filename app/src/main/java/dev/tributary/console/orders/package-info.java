/** Finding orders, one order's page, and what people may do to it. */
@NullMarked
package dev.tributary.console.orders;

import org.jspecify.annotations.NullMarked;
