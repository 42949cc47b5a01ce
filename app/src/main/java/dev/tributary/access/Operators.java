package dev.tributary.access;

import dev.tributary.kernel.MerchantId;
import java.util.List;
import java.util.Optional;

/** The people at the console. Every change is written to the audit. */
public interface Operators {

    int OPERATORS_MAX = 1_000;

    /** By name; disabled ones are left out. */
    List<Operator> all();

    /**
     * Makes an operator, or throws INVALID_INPUT: the name is taken, the password is not 12 to 72 bytes long.
     *
     * @param merchant the one merchant they work for; empty means the whole hub
     */
    Operator create(String name, String password, Role role, Optional<MerchantId> merchant, String actor);

    /** They cannot log in any more, and what they have open is closed with their next click. */
    void disable(long id, String actor);
}
