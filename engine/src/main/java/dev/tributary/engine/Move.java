package dev.tributary.engine;

/** The ways a stock row can change. */
public enum Move {
    RECEIVE,
    RESERVE,
    RELEASE,
    SHIP,
    SELL,
    COUNT,
    ADJUST,
    SAFETY,
    ALLOWANCE,
    RETURN,
    SNAPSHOT,
    REPAIR,
    TRANSFER_OUT,
    TRANSFER_IN,
    HOLD,
    UNHOLD,
    EXPIRE,
    LOT
}
