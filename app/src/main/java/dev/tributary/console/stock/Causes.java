package dev.tributary.console.stock;

import java.util.Optional;
import org.springframework.stereotype.Component;

/** Turns a movement's cause into the page of what caused it; templates call it {@code @causes}. */
@Component("causes")
public class Causes {

    private static final String ORDER = "order/";
    private static final String LEASE = "lease/";
    private static final String TRANSFER = "transfer/";
    private static final String COUNT = "count/";
    private static final String REPAIR = "repair/";

    /** The room and path under the merchant's base; empty when the cause has no page of its own. */
    public Optional<String> path(String cause) {
        if (cause.matches("order/[1-9][0-9]{0,17}.*")) {
            return Optional.of("/orders/" + number(cause, ORDER));
        }
        if (cause.matches("lease/[1-9][0-9]{0,17}.*")) {
            return Optional.of("/stock/leases/" + number(cause, LEASE));
        }
        if (cause.matches("transfer/[1-9][0-9]{0,17}.*")) {
            return Optional.of("/stock/transfers/" + number(cause, TRANSFER));
        }
        if (cause.matches("count/[1-9][0-9]{0,17}:.*")) {
            return Optional.of("/stock/counts/" + number(cause, COUNT));
        }
        return cause.matches("repair/[1-9][0-9]{0,17}( order/[0-9]+)?")
                ? Optional.of("/stock/drift#drift-" + number(cause, REPAIR))
                : Optional.empty();
    }

    private static String number(String cause, String kind) {
        return cause.substring(kind.length()).replaceFirst("[^0-9].*", "");
    }
}
