package dev.tributary.console.stock;

import java.util.Optional;
import org.springframework.stereotype.Component;

/** Turns a movement's cause into the page of what caused it; templates call it {@code @causes}. */
@Component("causes")
public class Causes {

    private static final String ORDER = "order/";

    /** The room and path under the merchant's base; empty when the cause has no page of its own. */
    public Optional<String> path(String cause) {
        return cause.matches("order/[1-9][0-9]{0,17}.*") ? Optional.of("/orders/" + orderId(cause)) : Optional.empty();
    }

    private static String orderId(String cause) {
        return cause.substring(ORDER.length()).replaceFirst("[^0-9].*", "");
    }
}
