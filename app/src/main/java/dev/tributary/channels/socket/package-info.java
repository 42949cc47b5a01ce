/**
 * Platforms that push over a WebSocket which we open and hold: one node per channel. A frame is stored in the inbox before
 * it is answered, so what was not stored comes again.
 */
@NullMarked
package dev.tributary.channels.socket;

import org.jspecify.annotations.NullMarked;
