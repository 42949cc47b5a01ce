/** What channels may promise of the merchant's stock: quotas set, looked at, ended. */
@NullMarked
package dev.tributary.openapi.quotas;

import org.jspecify.annotations.NullMarked;
