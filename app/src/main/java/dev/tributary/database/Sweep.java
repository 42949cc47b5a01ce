package dev.tributary.database;

import java.util.function.IntUnaryOperator;

/**
 * Removes rows whose time is over, in pieces: each is a short transaction of its own, so that nobody waits for it and no
 * snapshot grows old. A sweep ends after a hundred pieces; the next one takes what is left.
 */
public final class Sweep {

    private static final int PIECE = 1_000;
    private static final int PIECES_MAX = 100;

    private Sweep() {}

    /**
     * Answers how many went.
     *
     * @param remove removes at most so many rows, the oldest first, and answers how many it did
     */
    public static int inPieces(IntUnaryOperator remove) {
        int removed = 0;
        for (int piece = 0; piece < PIECES_MAX; piece++) {
            int gone = remove.applyAsInt(PIECE);
            removed += gone;
            if (gone < PIECE) {
                break;
            }
        }
        return removed;
    }
}
