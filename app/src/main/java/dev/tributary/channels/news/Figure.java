package dev.tributary.channels.news;

/** @param version the sum of the versions of rows and quotas: it grows with every change of any of them */
record Figure(long available, long version) {}
