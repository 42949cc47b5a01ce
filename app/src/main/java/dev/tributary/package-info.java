/** The one deployable: starts the modules below, and names each request in the log. */
@NullMarked
package dev.tributary;

import org.jspecify.annotations.NullMarked;
