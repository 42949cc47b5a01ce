package dev.tributary.openapi.erp;

import dev.tributary.kernel.OrderId;
import dev.tributary.openapi.body.Fields;

/** Orders as the ERP names them: by the hub's id. */
public final class Orders {

    public static final String PATTERN = "[1-9][0-9]{0,17}";
    private static final OrderId NONE = new OrderId(Long.MAX_VALUE);

    private Orders() {}

    static OrderId id(Fields fields, String name) {
        String text = fields.text(name, 64);
        if (text.matches(PATTERN)) {
            return new OrderId(Long.parseLong(text));
        }
        if (!text.isEmpty()) {
            fields.wrong(name, "invalid_value", "the hub's id of the order is expected");
        }
        return NONE;
    }
}
