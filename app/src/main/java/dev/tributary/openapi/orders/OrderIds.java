package dev.tributary.openapi.orders;

import dev.tributary.kernel.OrderId;
import dev.tributary.kernel.ProblemException;

/** Ids in addresses. What cannot be one names nothing. */
final class OrderIds {

    private OrderIds() {}

    static OrderId of(String text) {
        if (!text.matches("[1-9][0-9]{0,17}")) {
            throw notFound(text);
        }
        return new OrderId(Long.parseLong(text));
    }

    static ProblemException notFound(Object id) {
        return ProblemException.notFound("there is no order " + id);
    }
}
