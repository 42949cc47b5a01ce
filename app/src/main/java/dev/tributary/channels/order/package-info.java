/** From a platform's message to an order the hub understands. */
@NullMarked
package dev.tributary.channels.order;

import org.jspecify.annotations.NullMarked;
