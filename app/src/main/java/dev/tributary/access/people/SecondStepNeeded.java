package dev.tributary.access.people;

import dev.tributary.access.Operator;
import org.springframework.security.core.AuthenticationException;

/** The password was right, and that is not enough: nobody is logged in until the code is right too. */
final class SecondStepNeeded extends AuthenticationException {

    private static final long serialVersionUID = 1L;

    private final Operator operator;

    SecondStepNeeded(Operator operator) {
        super("a code is needed too");
        this.operator = operator;
    }

    Operator operator() {
        return operator;
    }
}
