package dev.tributary.access;

/** What a token may be good for; the name in lower case with a colon is the OAuth scope ({@code orders:write}). */
public enum Scope {
    ADMIN,
    SETUP_READ,
    SETUP_WRITE,
    ORDERS_READ,
    ORDERS_WRITE,
    STOCK_READ,
    STOCK_WRITE,
    LEASES_READ,
    LEASES_WRITE,
    TILLS_WRITE,
    SUBSCRIPTIONS_WRITE,
    PERSONAL_READ,
    PERSONAL_ERASE;

    public String text() {
        return name().toLowerCase(java.util.Locale.ROOT).replace('_', ':');
    }
}
