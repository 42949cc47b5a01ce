package dev.tributary.access;

import dev.tributary.kernel.MerchantId;
import java.io.Serializable;
import java.util.Map;
import java.util.Optional;

/**
 * A person at the console; a console handler may take it as an argument.
 *
 * @param hubRole what they may do with every merchant and with the hub itself
 * @param roles what they may do with single merchants
 */
public record Operator(long id, String name, Optional<Role> hubRole, Map<MerchantId, Role> roles)
        implements Serializable {

    public Operator {
        roles = Map.copyOf(roles);
    }

    /** May they do this with the hub itself, which is with every merchant? */
    public boolean may(Role needed) {
        return hubRole.isPresent() && hubRole.get().covers(needed);
    }

    public boolean may(Role needed, MerchantId merchant) {
        Role own = roles.get(merchant);
        return may(needed) || (own != null && own.covers(needed));
    }

    /** The name under which their deeds are recorded. */
    public String actor() {
        return "operator:" + name;
    }
}
