/** {@code /v1/refund-tasks}: whose money must go back, and who gave it back. */
@NullMarked
package dev.tributary.openapi.refunds;

import org.jspecify.annotations.NullMarked;
