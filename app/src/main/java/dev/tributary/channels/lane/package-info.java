/** What every lane to a platform needs: the call itself, a budget of calls, and the right to be the one that calls. */
@NullMarked
package dev.tributary.channels.lane;

import org.jspecify.annotations.NullMarked;
