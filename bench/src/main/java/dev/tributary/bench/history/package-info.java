/**
 * What clients of a hub asked and were answered, written down while it happens, and whether any order of the operations
 * explains it. Shares no code with the hub: it uses {@code java.base} alone, and a test holds it to that.
 *
 * <p>{@link dev.tributary.bench.history.Recorder} writes a history, {@link dev.tributary.bench.history.History} reads it,
 * {@link dev.tributary.bench.history.Verdict} says what became of it. How it decides stands in docs/history-checker.md.
 */
@NullMarked
package dev.tributary.bench.history;

import org.jspecify.annotations.NullMarked;
