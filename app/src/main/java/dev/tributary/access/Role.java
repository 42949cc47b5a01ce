package dev.tributary.access;

/** What an operator may do; each may all that the ones before it may. */
public enum Role {
    /** Look. */
    VIEWER,
    /** Work on orders, stock and parked messages. */
    OPERATOR,
    /** Set up: channels, clients, other operators. */
    ADMIN;

    public boolean covers(Role needed) {
        return compareTo(needed) >= 0;
    }
}
