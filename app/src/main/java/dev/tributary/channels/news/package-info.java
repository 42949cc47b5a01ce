/** Stock news out: one lane per channel, what is dirty coalesced in memory, within the channel's own budget. */
@NullMarked
package dev.tributary.channels.news;

import org.jspecify.annotations.NullMarked;
