/**
 * Clients of a merchant's hubs, many at once: they buy, pay, cancel, sell, take back, receive, count, tell snapshots, allow
 * and read at random over HTTP, on whichever node, while nodes and database come and go. All they ask and are answered goes
 * to a {@link dev.tributary.bench.history.Recorder}.
 */
@NullMarked
package dev.tributary.bench.storm;

import org.jspecify.annotations.NullMarked;
