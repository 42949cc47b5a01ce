package dev.tributary.database;

/** What a node can play. Nodes are equal; {@code tributary.roles} chooses, and one role can be stopped without the others. */
public enum Role {
    /** Takes requests and facts in over HTTP. */
    DOORS,
    /** Understands what lies in the inbox, expires unpaid holds. */
    ORDERS,
    /** Moves accepted orders on. */
    FULFILMENT,
    /** Carries news out: stock to channels, signed subscriptions. */
    DELIVERY,
    /** Live figures. */
    ANALYTICS
}
