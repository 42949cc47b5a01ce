package dev.tributary.sandbox.check;

/**
 * Money that went back to the buyer for units of one line, as a platform or a till told it.
 *
 * @param item which line of the order, counted from 0
 * @param receipt the till's own number of the return; empty where a platform told it
 * @param restocked true when the goods are on the shelf again
 */
public record GivenBack(int item, long units, long amount, String receipt, boolean restocked) {}
