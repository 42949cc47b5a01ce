/** What was sent and heard, kept apart from the hub, and compared with what the hub holds at the end. */
@NullMarked
package dev.tributary.sandbox.check;

import org.jspecify.annotations.NullMarked;
