package dev.tributary.channels.telling;

import java.time.Instant;

/** One thing that a platform has to hear about one of its orders. */
public interface Telling {

    /** The platform's number of the order: of one order one thing is told at a time. */
    String number();

    /** Since when it is to be told. */
    Instant since();

    /** Tries made without success. */
    int attempts();

    /** In a word, for the history of its tries. */
    String subject();
}
