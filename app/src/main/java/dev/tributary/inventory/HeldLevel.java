package dev.tributary.inventory;

/** @param version counts the changes of this row and condition */
public record HeldLevel(StockKey key, Condition condition, long units, long version) {}
