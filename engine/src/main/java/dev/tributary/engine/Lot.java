package dev.tributary.engine;

import java.time.LocalDate;
import java.util.Comparator;
import org.jspecify.annotations.Nullable;

/**
 * Units of one stock row that were made together. Only {@link Lots} changes what it holds.
 *
 * <p>Lots are picked first expired, first out; what does not say when it expires comes last, for nobody can say that it
 * is in a hurry. What expires together leaves as it was produced, then by its number.
 */
public final class Lot {

    /** What came without a number. */
    public static final String UNNAMED = "";

    static final Comparator<Lot> PICKED_FIRST = Comparator.comparing(
                    (Lot lot) -> lot.expiresOn, Comparator.nullsLast(Comparator.naturalOrder()))
            .thenComparing(lot -> lot.producedOn, Comparator.nullsLast(Comparator.naturalOrder()))
            .thenComparing(lot -> lot.number);

    private final String number;
    private @Nullable LocalDate producedOn;
    private @Nullable LocalDate expiresOn;
    long onHand;
    /** Promised to lines that were shown this very lot. */
    long pinned;
    /** Here, but too near its end to be sold; no longer on hand. */
    long blocked;
    /** Wanted by the command being decided, not yet pinned. */
    long pending;

    public Lot(
            String number,
            @Nullable LocalDate producedOn,
            @Nullable LocalDate expiresOn,
            long onHand,
            long pinned,
            long blocked) {
        this.number = number;
        this.producedOn = producedOn;
        this.expiresOn = expiresOn;
        this.onHand = onHand;
        this.pinned = pinned;
        this.blocked = blocked;
    }

    public String number() {
        return number;
    }

    public boolean unnamed() {
        return number.equals(UNNAMED);
    }

    public @Nullable LocalDate producedOn() {
        return producedOn;
    }

    public @Nullable LocalDate expiresOn() {
        return expiresOn;
    }

    public long onHand() {
        return onHand;
    }

    public long pinned() {
        return pinned;
    }

    public long blocked() {
        return blocked;
    }

    /** What no line was promised by name. */
    public long free() {
        return onHand - pinned - pending;
    }

    /** Pinned and no longer here: facts took it. */
    public long unitsShort() {
        return Math.max(0, pinned - Math.max(0, onHand));
    }

    /** The later telling is right. */
    void dated(@Nullable LocalDate produced, @Nullable LocalDate expires) {
        producedOn = produced == null ? producedOn : produced;
        expiresOn = expires == null ? expiresOn : expires;
    }

    @Override
    public String toString() {
        return "lot %s, on hand %d, pinned %d, blocked %d".formatted(number, onHand, pinned, blocked);
    }
}
