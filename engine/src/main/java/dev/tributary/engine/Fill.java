package dev.tributary.engine;

/** What to do when not every want can be met. */
public enum Fill {
    ALL_OR_NOTHING,
    WHAT_YOU_CAN
}
