package dev.tributary.channels.news;

/** @param version the sum of the rows' versions: it grows with every movement of any of them */
record Figure(long available, long version) {}
