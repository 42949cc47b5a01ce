/** Adapter files that are edited while the hub runs: tried on stored messages and their samples before they are in use. */
@NullMarked
package dev.tributary.channels.edit;

import org.jspecify.annotations.NullMarked;
