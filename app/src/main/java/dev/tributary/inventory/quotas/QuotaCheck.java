package dev.tributary.inventory.quotas;

import dev.tributary.inventory.ChannelQuota;
import dev.tributary.inventory.ChannelQuota.Kind;
import dev.tributary.inventory.QuotaDraft;
import dev.tributary.inventory.Quotas;
import dev.tributary.kernel.Problem;
import dev.tributary.kernel.ProblemException;
import dev.tributary.kernel.Violation;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;

/** What a quota must be before it counts; everything wrong is said at once. */
final class QuotaCheck {

    private static final String CODE = "[A-Za-z0-9][A-Za-z0-9._-]{0,%d}".formatted(Quotas.CODE_MAX - 1);

    private final List<Violation> violations = new ArrayList<>();

    static void draft(String code, QuotaDraft draft, Instant now) {
        new QuotaCheck().check(code, draft, now);
    }

    private void check(String code, QuotaDraft draft, Instant now) {
        if (!code.matches(CODE)) {
            wrong("/code", "text", "1 to %d letters, digits, dots, dashes".formatted(Quotas.CODE_MAX));
        }
        int channels = draft.channels().size();
        if (channels < 1 || channels > Quotas.CHANNELS_MAX || new HashSet<>(draft.channels()).size() < channels) {
            wrong("/channels", "count", "1 to %d different channels".formatted(Quotas.CHANNELS_MAX));
        }
        amount(draft);
        if (draft.only() && draft.kind() != Kind.DEDICATED) {
            wrong("/only", "not_here", "only units set aside can be all that a channel has");
        }
        var from = draft.from().orElse(now);
        if (draft.until().isPresent()
                && (!draft.until().get().isAfter(now) || !draft.until().get().isAfter(from))) {
            wrong("/until", "out_of_range", "later than now, and later than from");
        }
        text("/owner", draft.owner(), Quotas.OWNER_MAX);
        text("/reason", draft.reason(), Quotas.REASON_MAX);
        if (!violations.isEmpty()) {
            throw ProblemException.invalid(violations);
        }
    }

    private void amount(QuotaDraft draft) {
        long least = draft.kind() == Kind.DEDICATED ? 1 : 0;
        long most = draft.kind() == Kind.PERCENT ? 100 : Quotas.UNITS_MAX;
        if (draft.amount() < least || draft.amount() > most) {
            wrong("/amount", "out_of_range", "from %d to %d".formatted(least, most));
        }
    }

    private void text(String pointer, String text, int max) {
        if (text.isBlank() || text.length() > max || text.indexOf('\0') >= 0) {
            wrong(pointer, "text", "1 to %d characters, no NUL".formatted(max));
        }
    }

    private void wrong(String pointer, String code, String detail) {
        violations.add(new Violation(pointer, code, detail));
    }

    /** What a quota is about stays as it was made. */
    static void same(ChannelQuota before, QuotaDraft draft, Instant from) {
        boolean same = before.sku().equals(draft.sku())
                && before.node().equals(draft.node())
                && before.kind() == draft.kind()
                && new HashSet<>(before.channels()).equals(new HashSet<>(draft.channels()));
        if (!same) {
            throw conflict("quota %s is for another SKU, node or kind, or other channels: make another one"
                    .formatted(before.code()));
        }
        if (before.state() == ChannelQuota.State.IN_FORCE && draft.from().isPresent() && !from.equals(before.from())) {
            throw conflict("quota %s has begun: its beginning stays".formatted(before.code()));
        }
    }

    /** Quotas that count at the same time must leave no doubt whose a unit is. */
    static void fits(ChannelQuota quota, List<ChannelQuota> others) {
        if (others.size() >= Quotas.OF_SKU_MAX) {
            throw conflict("at most %d quotas of one SKU that are not over".formatted(Quotas.OF_SKU_MAX));
        }
        for (var other : others) {
            if (other.kind() == quota.kind() && overlap(quota, other)) {
                fits(quota, other);
            }
        }
    }

    private static void fits(ChannelQuota quota, ChannelQuota other) {
        var here = new HashSet<>(quota.channels());
        var there = new HashSet<>(other.channels());
        if (here.equals(there) && quota.node().equals(other.node())) {
            throw conflict(
                    "quota %s is for the same channels at the same time: change that one".formatted(other.code()));
        }
        if (quota.kind() != Kind.DEDICATED || Collections.disjoint(here, there)) {
            return;
        }
        if (quota.node().isPresent() != other.node().isPresent()) {
            throw conflict("quota %s sets units aside for one of these channels %s: do it by node or over all nodes"
                    .formatted(other.code(), other.node().isPresent() ? "at a node" : "over all nodes"));
        }
        if (!here.containsAll(there) && !there.containsAll(here)) {
            throw conflict("quota %s sets units aside for some of these channels and for others: one must hold all of "
                            .formatted(other.code())
                    + "the other's");
        }
    }

    private static boolean overlap(ChannelQuota one, ChannelQuota two) {
        return one.until().map(two.from()::isBefore).orElse(true)
                && two.until().map(one.from()::isBefore).orElse(true);
    }

    static ProblemException conflict(String detail) {
        return new ProblemException(Problem.CONFLICT, detail);
    }
}
