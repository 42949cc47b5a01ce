/**
 * Adapter files without a hub: what a platform says and hears, as samples beside the file, played through the hub's own
 * doors, mappings and calls. Commands of the launcher check a file, begin one, and list what there is.
 */
@NullMarked
package dev.tributary.channels.check;

import org.jspecify.annotations.NullMarked;
