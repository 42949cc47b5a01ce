package dev.tributary.access;

import java.time.Instant;

/** A second factor in force, without its secret. */
public record SecondFactor(Instant since, int recoveryCodesLeft) {}
