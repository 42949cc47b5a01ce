/**
 * Answers to orders: the platform of an order hears that the hub has taken it, or that it cannot be met. The journal says
 * what is decided, a lane per channel tells it within the channel's own budget until the platform holds it too.
 */
@NullMarked
package dev.tributary.channels.answer;

import org.jspecify.annotations.NullMarked;
