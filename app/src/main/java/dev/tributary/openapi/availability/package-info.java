/** {@code GET /v1/availability}. */
@NullMarked
package dev.tributary.openapi.availability;

import org.jspecify.annotations.NullMarked;
