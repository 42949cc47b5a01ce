package dev.tributary.channels.answer;

/** Why an order is cancelled here, for the adapter file to say in the platform's codes. */
enum Cause {
    /** It waited for stock. */
    SOLD_OUT,
    /** It waited for the mapping of a SKU. */
    NOT_LISTED,
    /** Its hold ended before it was paid. */
    NOT_PAID,
    /** A person or the merchant's own system decided so. */
    DECIDED;

    /** An order that is given up while it waits is given up for what it waits for, whoever does it. */
    static Cause after(Decision before, Cause otherwise) {
        return switch (before) {
            case WAITING_STOCK -> SOLD_OUT;
            case WAITING_MAPPING -> NOT_LISTED;
            case OPEN, CONFIRMED, CANCELLED -> otherwise;
        };
    }
}
