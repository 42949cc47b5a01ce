package dev.tributary.channels.till;

/** The sale of this receipt never was. */
record TillVoid(TillReceipt receipt) implements TillFact {}
