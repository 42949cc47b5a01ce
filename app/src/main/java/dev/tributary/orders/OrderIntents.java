package dev.tributary.orders;

/** What is stored of an order's intent; a request's fill is told by it, so that no column is written for it. */
final class OrderIntents {

    private static final int REQUEST_WHOLE = 1;
    private static final int FACT = 2;
    private static final int REQUEST_IN_PART = 3;

    private OrderIntents() {}

    static int code(OrderDraft.Intent intent, boolean allOrNothing) {
        return switch (intent) {
            case FACT -> FACT;
            case REQUEST -> allOrNothing ? REQUEST_WHOLE : REQUEST_IN_PART;
        };
    }

    static OrderDraft.Intent intent(int code) {
        return switch (code) {
            case REQUEST_WHOLE, REQUEST_IN_PART -> OrderDraft.Intent.REQUEST;
            case FACT -> OrderDraft.Intent.FACT;
            default -> throw new IllegalStateException("no intent has the code " + code);
        };
    }

    static boolean allOrNothing(int code) {
        return code == REQUEST_WHOLE;
    }
}
