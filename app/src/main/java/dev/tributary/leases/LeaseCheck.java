package dev.tributary.leases;

import dev.tributary.kernel.ProblemException;
import dev.tributary.kernel.Violation;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;

/** What a lease must be before it counts; everything wrong is said at once. */
final class LeaseCheck {

    private final List<Violation> violations = new ArrayList<>();
    private final Subject subject;
    private final Instant now;

    LeaseCheck(Subject subject, Instant now) {
        this.subject = subject;
        this.now = now;
    }

    void draft(LeaseDraft draft) {
        scope(draft.scope());
        units(draft.units(), subject.isAllowance());
        text("/owner", draft.owner(), Leases.OWNER_MAX);
        text("/reason", draft.reason(), Leases.REASON_MAX);
        expiry(draft.expiresAt());
        raise();
    }

    void extension(Leases.Extension extension) {
        if (extension.expiresAt().isEmpty() && extension.units().isEmpty()) {
            wrong("/expiresAt", "required", "give a new end, a new limit or both");
        }
        extension.expiresAt().ifPresent(this::expiry);
        units(extension.units(), false);
        text("/reason", extension.reason(), Leases.REASON_MAX);
        raise();
    }

    void reason(String reason) {
        text("/reason", reason, Leases.REASON_MAX);
        raise();
    }

    private void scope(LeaseScope scope) {
        if (scope.channel().isPresent() && !subject.ofChannels()) {
            wrong("/channel", "not_here", "%s is not about channels".formatted(subject));
        }
        if (scope.field().isPresent()
                && !subject.fields().contains(scope.field().get())) {
            wrong("/field", "not_here", "%s is about %s".formatted(subject, subject.fields()));
        }
        if (subject.isAllowance() && scope.sku().isEmpty()) {
            wrong("/sku", "required", "an allowance is of one SKU");
        }
        if (subject.isAllowance() && scope.node().isEmpty()) {
            wrong("/node", "required", "an allowance is at one node");
        }
    }

    private void units(OptionalLong units, boolean required) {
        if (units.isEmpty() && required) {
            wrong("/units", "required", "how many units beyond what is there");
        }
        if (units.isPresent() && !subject.isAllowance()) {
            wrong("/units", "not_here", "%s has no limit in units".formatted(subject));
        } else if (units.isPresent() && (units.getAsLong() < 1 || units.getAsLong() > Leases.UNITS_MAX)) {
            wrong("/units", "out_of_range", "from 1 to %d".formatted(Leases.UNITS_MAX));
        }
    }

    private void expiry(Instant expiresAt) {
        if (!expiresAt.isAfter(now) || expiresAt.isAfter(now.plus(Leases.LENGTH_MAX))) {
            wrong(
                    "/expiresAt",
                    "out_of_range",
                    "later than now, and at most %d days from now".formatted(Leases.LENGTH_MAX.toDays()));
        }
    }

    private void text(String pointer, String text, int most) {
        if (text.isBlank() || text.length() > most || text.chars().anyMatch(Character::isISOControl)) {
            wrong(pointer, "bad_text", "1 to %d characters, no control characters".formatted(most));
        }
    }

    private void wrong(String pointer, String code, String detail) {
        violations.add(new Violation(pointer, code, detail));
    }

    private void raise() {
        if (!violations.isEmpty()) {
            throw ProblemException.invalid(violations);
        }
    }
}
