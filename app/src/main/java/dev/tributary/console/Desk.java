package dev.tributary.console;

import dev.tributary.access.Operator;
import dev.tributary.access.Role;
import dev.tributary.catalog.Merchant;
import dev.tributary.kernel.MerchantId;
import dev.tributary.kernel.Problem;
import dev.tributary.kernel.ProblemException;

/**
 * One operator at work for the merchant that the address names; console handlers take it as an argument. A merchant
 * who is not theirs is not found. To change something takes {@link Role#OPERATOR}, to set up {@link Role#ADMIN}; that
 * has been checked when a handler gets it.
 */
public record Desk(Operator operator, Merchant merchant) {

    public MerchantId id() {
        return merchant.id();
    }

    public String actor() {
        return operator.actor();
    }

    public boolean may(Role role) {
        return operator.may(role, merchant.id());
    }

    public void needs(Role role) {
        if (!may(role)) {
            throw new ProblemException(Problem.FORBIDDEN, "this needs the role " + role);
        }
    }

    /** {@code /console/m/acme} followed by the path of the room. */
    public String path(String room) {
        return "/console/m/" + merchant.code() + room;
    }
}
