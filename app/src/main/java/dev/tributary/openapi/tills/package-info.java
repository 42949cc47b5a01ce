/** {@code POST /v1/till-sales}, {@code /v1/till-returns}, {@code /v1/till-voids}: what a till has sold and taken back. */
@NullMarked
package dev.tributary.openapi.tills;

import org.jspecify.annotations.NullMarked;
