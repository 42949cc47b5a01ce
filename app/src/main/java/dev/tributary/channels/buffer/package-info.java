/** What a channel is told less than there is: by how late it hears and how fast goods sell, or as people have set. */
@NullMarked
package dev.tributary.channels.buffer;

import org.jspecify.annotations.NullMarked;
