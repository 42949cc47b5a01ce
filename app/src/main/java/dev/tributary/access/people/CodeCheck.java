package dev.tributary.access.people;

import dev.tributary.kernel.Problem;
import dev.tributary.kernel.ProblemException;
import java.time.Clock;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Uses up one code, in one transaction that holds the operator's row: guesses sent at once take their turns too. */
@Component
class CodeCheck {

    private final SecondFactorStore factors;
    private final OperatorStore operators;
    private final Clock clock;

    CodeCheck(SecondFactorStore factors, OperatorStore operators, Clock clock) {
        this.factors = factors;
        this.operators = operators;
        this.clock = clock;
    }

    enum Kind {
        WRONG,
        OF_THE_APP,
        RECOVERY
    }

    /** Wrong codes and wrong passwords count together, and only both right end the count. */
    @Transactional
    Kind use(long operator, String code) {
        var now = clock.instant();
        if (operators.lockedUntil(operator).filter(now::isBefore).isPresent()) {
            throw new ProblemException(Problem.TOO_MANY_REQUESTS, "too many wrong codes: wait before the next try");
        }
        String plain = RecoveryCodes.plain(code);
        Kind kind = switch (plain.length()) {
            case Totp.DIGITS -> isNewCode(operator, plain) ? Kind.OF_THE_APP : Kind.WRONG;
            case RecoveryCodes.LENGTH -> factors.useRecoveryCode(operator, plain, now) ? Kind.RECOVERY : Kind.WRONG;
            default -> Kind.WRONG;
        };
        if (kind == Kind.WRONG) {
            operators.failed(operator, now);
        } else {
            operators.cameIn(operator);
        }
        return kind;
    }

    private boolean isNewCode(long operator, String code) {
        var step = factors.secret(operator).map(secret -> Totp.step(secret, code, clock.instant()));
        return step.isPresent()
                && step.get().isPresent()
                && factors.useStep(operator, step.get().getAsLong());
    }
}
