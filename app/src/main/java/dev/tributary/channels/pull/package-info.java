/**
 * What platforms do not bring is fetched: lists of what changed, window after window without a gap, single items that a
 * push only named, and stretches that people ask for again. All of it goes through the inbox, like what is pushed.
 */
@NullMarked
package dev.tributary.channels.pull;

import org.jspecify.annotations.NullMarked;
