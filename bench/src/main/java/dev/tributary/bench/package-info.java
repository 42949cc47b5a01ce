/**
 * Load drivers and slow proofs. {@link dev.tributary.bench.Bench} prints figures beside what bare PostgreSQL can do;
 * {@link dev.tributary.bench.Prove} kills, races and soaks a hub and gives a verdict. Its checkers read the books with SQL
 * of their own.
 */
@NullMarked
package dev.tributary.bench;

import org.jspecify.annotations.NullMarked;
