/** Reading what callers send: bodies, CSV files, pages; everything wrong is collected and told at once. */
@NullMarked
package dev.tributary.openapi.body;

import org.jspecify.annotations.NullMarked;
