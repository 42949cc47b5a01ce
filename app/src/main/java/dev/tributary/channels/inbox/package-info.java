/** The inbox: doors of platforms, group commit, workers in order per order number, parked messages. */
@NullMarked
package dev.tributary.channels.inbox;

import org.jspecify.annotations.NullMarked;
