/** How each channel stands: what its lanes, its inbox, its lists and its certificates say, put side by side. */
@NullMarked
package dev.tributary.channels.health;

import org.jspecify.annotations.NullMarked;
