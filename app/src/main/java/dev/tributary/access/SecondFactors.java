package dev.tributary.access;

import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The codes that people give after their password (TOTP, RFC 6238), and what helps when the app that makes them is lost.
 * A wrong code costs what a wrong password costs: growing pauses, told by TOO_MANY_REQUESTS. Every change is written to
 * the audit.
 */
public interface SecondFactors {

    int RECOVERY_CODES = 10;

    /** Must everybody have one? Who has none sets it up at the next log-in. */
    boolean required();

    Optional<SecondFactor> of(Operator operator);

    /** The ids of all who have one. */
    Set<Long> owners();

    /**
     * A new secret, which nothing asks for until it is confirmed. Empty when they have a second factor already and the
     * code is not one of it: a session left open is not enough to replace it.
     */
    Optional<SecondFactorDraft> draft(Operator operator, String code, String remoteAddress);

    /**
     * Puts the draft in force and answers new recovery codes, seen only now. Empty when the code is not of its secret, when
     * it is another operator's, or when another second factor came into force since it was made.
     */
    Optional<List<String>> confirm(Operator operator, SecondFactorDraft draft, String code);

    /** False when the code is wrong; CONFLICT when the hub demands a second factor. */
    boolean turnOff(Operator operator, String code, String remoteAddress);

    /** Takes another's away, for who has lost app and recovery codes; NOT_FOUND when there is none. */
    void reset(long operatorId, String actor);
}
