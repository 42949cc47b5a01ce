/**
 * Files of rows that people put into a directory: of each channel whose adapter takes files, on each node that has the
 * directory. What is taken is in the inbox, so its file goes; what cannot be read stays with the reason beside it.
 */
@NullMarked
package dev.tributary.channels.drop;

import org.jspecify.annotations.NullMarked;
