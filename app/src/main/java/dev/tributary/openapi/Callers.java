package dev.tributary.openapi;

import dev.tributary.access.Caller;
import dev.tributary.kernel.MerchantId;
import dev.tributary.kernel.Problem;
import dev.tributary.kernel.ProblemException;

/** Whose data a call is about: always the token's merchant, never one that the request names. */
public final class Callers {

    private Callers() {}

    public static MerchantId merchant(Caller caller) {
        return caller.merchant()
                .orElseThrow(() -> new ProblemException(Problem.FORBIDDEN, "this credential belongs to no merchant"));
    }
}
