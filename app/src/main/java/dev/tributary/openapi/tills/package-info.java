/** {@code POST /v1/till-sales}: what a till has sold. */
@NullMarked
package dev.tributary.openapi.tills;

import org.jspecify.annotations.NullMarked;
