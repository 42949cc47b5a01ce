package dev.tributary.openapi.orders;

import dev.tributary.openapi.body.JsonInput;
import java.util.Currency;
import org.jspecify.annotations.Nullable;

/** Amounts of one body, which must all be in one currency: the one read first. */
public final class MoneyReader {

    /** An amount above this in minor units is a mistake in any currency. */
    public static final long AMOUNT_MAX = 1_000_000_000_000_000L;

    private @Nullable Currency currency;

    /** The currency of all amounts read so far; null when there were none. */
    public @Nullable Currency currency() {
        return currency;
    }

    /** The body's own word on its currency. */
    public void stated(JsonInput in) {
        in.currency().ifPresent(read -> same(in, read));
    }

    /** {@code {"amount", "currency"}} of 0 or more; null when absent. */
    public @Nullable Long amount(JsonInput in) {
        if (!in.entersObject()) {
            return null;
        }
        Long amount = null;
        boolean named = false;
        for (String name = in.nextName(); name != null; name = in.nextName()) {
            switch (name) {
                case "amount" -> amount = in.whole(0, AMOUNT_MAX);
                case "currency" -> {
                    named = !in.isNull();
                    in.currency().ifPresent(read -> same(in, read));
                }
                default -> in.unknown();
            }
        }
        if (amount == null) {
            in.missing("amount");
        }
        if (!named) {
            in.missing("currency");
        }
        return amount;
    }

    private void same(JsonInput in, Currency read) {
        if (currency == null) {
            currency = read;
        } else if (!currency.equals(read)) {
            in.wrong("wrong_currency", "one order has one currency, and others of its amounts are in " + currency);
        }
    }
}
