/** What goes over the wire: signatures written from the platforms' documents, JSON, HTTP with patience, small servers. */
@NullMarked
package dev.tributary.sandbox.wire;

import org.jspecify.annotations.NullMarked;
