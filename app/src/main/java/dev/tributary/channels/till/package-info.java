/** Tills' logs: OMG/NRF-ARTS POSLog, read as a stream, every sale a fact that ships at once. */
@NullMarked
package dev.tributary.channels.till;

import org.jspecify.annotations.NullMarked;
