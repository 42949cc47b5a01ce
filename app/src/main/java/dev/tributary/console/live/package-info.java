/** The live page: what happens right now, per channel. */
@NullMarked
package dev.tributary.console.live;

import org.jspecify.annotations.NullMarked;
