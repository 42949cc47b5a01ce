/** Tills' logs: OMG/NRF-ARTS POSLog, read as a stream, every sale a fact that ships at once, every return one that puts goods back. */
@NullMarked
package dev.tributary.channels.till;

import org.jspecify.annotations.NullMarked;
