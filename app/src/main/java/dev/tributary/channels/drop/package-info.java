/**
 * Files of rows that people put into a directory: of each channel whose adapter takes files, on each node that has the
 * directory. What is taken is in the inbox, so its file goes a minute later; what is no table of the columns stays with the
 * reason beside it.
 */
@NullMarked
package dev.tributary.channels.drop;

import org.jspecify.annotations.NullMarked;
