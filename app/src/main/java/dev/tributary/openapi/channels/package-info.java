/** What operators of channels ask for: how their lists are read, and each day's certificate. */
@NullMarked
package dev.tributary.openapi.channels;

import org.jspecify.annotations.NullMarked;
