/** Settings and secrets of each sales channel. */
@NullMarked
package dev.tributary.channels.account;

import org.jspecify.annotations.NullMarked;
