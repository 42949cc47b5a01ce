/** {@code /v1/orders}: requests in, orders out, and what is done to them. */
@NullMarked
package dev.tributary.openapi.orders;

import org.jspecify.annotations.NullMarked;
