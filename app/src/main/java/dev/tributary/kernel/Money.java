package dev.tributary.kernel;

import java.util.Currency;

/** An amount in minor units (fen, cents) of one currency. Sums of different currencies are bugs and throw. */
public record Money(long amount, Currency currency) {

    public static Money of(long amount, String currencyCode) {
        return new Money(amount, Currency.getInstance(currencyCode));
    }

    public Money plus(Money other) {
        return new Money(Math.addExact(amount, sameCurrency(other).amount), currency);
    }

    public Money minus(Money other) {
        return new Money(Math.subtractExact(amount, sameCurrency(other).amount), currency);
    }

    /**
     * Splits by weight so that the parts sum to this amount exactly: every part is rounded towards zero, and what
     * remains goes one minor unit at a time to the largest remainders, the first of equals first.
     */
    public long[] split(long[] weights) {
        return LargestRemainder.split(amount, weights);
    }

    private Money sameCurrency(Money other) {
        if (!currency.equals(other.currency)) {
            throw new IllegalArgumentException("%s and %s do not add up".formatted(currency, other.currency));
        }
        return other;
    }

    @Override
    public String toString() {
        return java.math.BigDecimal.valueOf(amount, Math.max(0, currency.getDefaultFractionDigits())) + " "
                + currency.getCurrencyCode();
    }
}
