package dev.tributary.journal;

/**
 * Where a consumer stands in one partition.
 *
 * @param window the transactions being read; those before it are done, an empty one means it is done too
 * @param position within the window, what is up to here is done
 */
record Cursor(String consumer, int partition, int partitions, Window window, long position) {

    Cursor reading(Window next) {
        return new Cursor(consumer, partition, partitions, next, 0);
    }

    Cursor upTo(long newPosition) {
        return new Cursor(consumer, partition, partitions, window, newPosition);
    }

    Cursor done() {
        return reading(new Window(window.era(), window.to(), window.to()));
    }

    Cursor nextEra() {
        return reading(new Window(window.era() + 1, 0, 0));
    }
}
