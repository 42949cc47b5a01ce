/** Leases over the merchant's numbers: made, looked at, extended, ended. */
@NullMarked
package dev.tributary.openapi.leases;

import org.jspecify.annotations.NullMarked;
