/** Counts each day's orders on both sides, the platform's and ours, and names those that are not the same. */
@NullMarked
package dev.tributary.channels.certificate;

import org.jspecify.annotations.NullMarked;
