package dev.tributary.sandbox.world;

import java.util.SplittableRandom;

/**
 * What goes wrong on purpose, as shares of all deliveries.
 *
 * @param wrongSignatures of messages to the hub that come first with a signature that does not match
 * @param duplicates of messages to the hub that come twice
 * @param receiverErrors of messages from the hub that we answer with a 500
 * @param budgetShare how much of their stated budgets the platforms really grant; less than 1 makes them throttle
 * @param deadCrmSeconds how long the CRM answers nothing but 503, from its first message on
 */
public record Faults(
        double wrongSignatures, double duplicates, double receiverErrors, double budgetShare, int deadCrmSeconds) {

    public static Faults named(String name, int deadCrmSeconds) {
        return switch (name) {
            case "none" -> new Faults(0, 0, 0, 1, deadCrmSeconds);
            case "some" -> new Faults(0.01, 0.03, 0.0005, 1, deadCrmSeconds);
            case "many" -> new Faults(0.10, 0.20, 0.02, 0.25, deadCrmSeconds);
            default -> throw new IllegalArgumentException("--faults is none, some or many, not " + name);
        };
    }

    boolean wrongSignature(SplittableRandom dice) {
        return dice.nextDouble() < wrongSignatures;
    }

    boolean duplicate(SplittableRandom dice) {
        return dice.nextDouble() < duplicates;
    }

    boolean receiverError(double roll) {
        return roll < receiverErrors;
    }
}
