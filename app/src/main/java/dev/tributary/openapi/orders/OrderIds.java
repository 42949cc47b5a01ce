package dev.tributary.openapi.orders;

import dev.tributary.kernel.OrderId;
import dev.tributary.kernel.ProblemException;
import dev.tributary.openapi.body.PathIds;

/** Ids in addresses. What cannot be one names nothing. */
final class OrderIds {

    private OrderIds() {}

    static OrderId of(String text) {
        return new OrderId(PathIds.of(text, () -> notFound(text)));
    }

    static ProblemException notFound(Object id) {
        return ProblemException.notFound("there is no order " + id);
    }
}
