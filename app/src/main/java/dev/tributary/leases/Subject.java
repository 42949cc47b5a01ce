package dev.tributary.leases;

import java.util.EnumSet;
import java.util.Set;

/** What a lease is about. Stored by its name: never rename. */
public enum Subject {
    /** Numbers that an ERP or WMS tells us are kept as shadow values; what it allows to oversell is not among them. */
    STOCK_IN(false, EnumSet.of(Field.ON_HAND, Field.SAFETY)),
    /** Channels are not told about stock. */
    STOCK_OUT(true, EnumSet.of(Field.AVAILABLE)),
    /** One stock row may promise more than is there. */
    OVERSELL(false, EnumSet.noneOf(Field.class));

    private final boolean ofChannels;
    private final Set<Field> fields;

    Subject(boolean ofChannels, Set<Field> fields) {
        this.ofChannels = ofChannels;
        this.fields = Set.copyOf(fields);
    }

    /** Whether a lease about it can be narrowed to a channel. */
    public boolean ofChannels() {
        return ofChannels;
    }

    /** What a lease about it can be narrowed to. */
    public Set<Field> fields() {
        return fields;
    }

    /** An allowance: for one row, with a limit. The others suspend, and may be as wide as the merchant. */
    public boolean isAllowance() {
        return this == OVERSELL;
    }
}
