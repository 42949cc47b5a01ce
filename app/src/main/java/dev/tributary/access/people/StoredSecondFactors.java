package dev.tributary.access.people;

import dev.tributary.access.Operator;
import dev.tributary.access.SecondFactor;
import dev.tributary.access.SecondFactorDraft;
import dev.tributary.access.SecondFactors;
import dev.tributary.access.edge.Attempts;
import dev.tributary.access.edge.Audit;
import dev.tributary.kernel.Problem;
import dev.tributary.kernel.ProblemException;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

@Component
class StoredSecondFactors implements SecondFactors {

    private final SecondFactorStore store;
    private final CodeCheck codes;
    private final Attempts attempts;
    private final Audit audit;
    private final Clock clock;
    private final Policy policy;
    private final SecureRandom random = new SecureRandom();

    StoredSecondFactors(
            SecondFactorStore store,
            CodeCheck codes,
            Attempts attempts,
            Audit audit,
            Clock clock,
            @Value("${tributary.operators.second-factor:optional}") Policy policy) {
        this.store = store;
        this.codes = codes;
        this.attempts = attempts;
        this.audit = audit;
        this.clock = clock;
        this.policy = policy;
    }

    enum Policy {
        REQUIRED,
        OPTIONAL
    }

    @Override
    public boolean required() {
        return policy == Policy.REQUIRED;
    }

    @Override
    public Optional<SecondFactor> of(Operator operator) {
        return store.find(operator.id());
    }

    @Override
    public Set<Long> owners() {
        return store.owners();
    }

    @Override
    public Optional<SecondFactorDraft> draft(Operator operator, String code, String remoteAddress) {
        var inForce = of(operator);
        if (inForce.isPresent() && !accepts(operator, code, remoteAddress)) {
            return Optional.empty();
        }
        var secret = new byte[Totp.SECRET_BYTES];
        random.nextBytes(secret);
        return Optional.of(new SecondFactorDraft(
                operator.name(),
                Base32.encode(secret),
                inForce.map(SecondFactor::since).orElse(SecondFactorDraft.NONE)));
    }

    @Override
    @Transactional
    public Optional<List<String>> confirm(Operator operator, SecondFactorDraft draft, String code) {
        byte[] secret = Base32.decode(draft.secret());
        var step = Totp.step(secret, RecoveryCodes.plain(code), clock.instant());
        if (step.isEmpty() || !draft.account().equals(operator.name())) {
            return Optional.empty();
        }
        var recoveryCodes = RecoveryCodes.make();
        store.delete(operator.id(), draft.replaces());
        if (!store.insert(operator.id(), secret, step.getAsLong(), recoveryCodes, clock.instant())) {
            // The button was pressed twice, or a session left open has a draft from before the one in force.
            return Optional.empty();
        }
        audit.done("second-factor-set-up", operator.actor(), null, "");
        return Optional.of(recoveryCodes);
    }

    @Override
    public boolean turnOff(Operator operator, String code, String remoteAddress) {
        if (required()) {
            throw new ProblemException(Problem.CONFLICT, "this hub demands a second factor of everybody");
        }
        if (!accepts(operator, code, remoteAddress)) {
            return false;
        }
        store.delete(operator.id());
        audit.done("second-factor-turned-off", operator.actor(), null, "");
        return true;
    }

    @Override
    @Transactional
    public void reset(long operatorId, String actor) {
        if (!store.delete(operatorId)) {
            throw ProblemException.notFound("no second factor of operator " + operatorId);
        }
        audit.done("second-factor-reset", actor, null, Long.toString(operatorId));
    }

    /** Uses the code up. Guarded twice, as passwords are: for the name, on all nodes, and for the address. */
    boolean accepts(Operator operator, String code, String remoteAddress) {
        boolean right = attempts.check("address " + remoteAddress, () -> use(operator, code, remoteAddress));
        if (!right) {
            audit.refused("second-factor-refused", operator.actor(), remoteAddress, "");
        }
        return right;
    }

    private boolean use(Operator operator, String code, String remoteAddress) {
        var kind = codes.use(operator.id(), code);
        if (kind == CodeCheck.Kind.RECOVERY) {
            audit.cameIn("recovery-code-used", operator.actor(), remoteAddress);
        }
        return kind != CodeCheck.Kind.WRONG;
    }
}
