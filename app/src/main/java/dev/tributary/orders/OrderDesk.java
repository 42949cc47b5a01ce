package dev.tributary.orders;

import dev.tributary.kernel.MerchantId;
import dev.tributary.kernel.OrderId;
import dev.tributary.vault.PersonalData;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What people do to an order that touches no stock. Each writes the order's history and answers the order's version
 * after it. {@code ifVersion} says which version the order must have, or it is a {@code PRECONDITION_FAILED} problem.
 */
public interface OrderDesk {

    long remark(MerchantId merchant, OrderId order, String remark, OptionalLong ifVersion, String actor);

    /** A short word such as a colour, shown in lists; empty takes it away. */
    long flag(MerchantId merchant, OrderId order, Optional<String> flag, OptionalLong ifVersion, String actor);

    /** A shipped or cancelled order is refused. */
    long changeRecipient(
            MerchantId merchant,
            OrderId order,
            PersonalData recipient,
            OrderDraft.Delivery delivery,
            OptionalLong ifVersion,
            String actor);

    /**
     * Erases the person this order goes to, for good and from every order of theirs: their key is destroyed, and what
     * was written about them removed. Also of a shipped order.
     */
    void eraseRecipient(MerchantId merchant, OrderId order, String actor);
}
