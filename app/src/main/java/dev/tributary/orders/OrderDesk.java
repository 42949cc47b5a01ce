package dev.tributary.orders;

import dev.tributary.kernel.MerchantId;
import dev.tributary.kernel.OrderId;
import dev.tributary.vault.PersonalData;
import java.util.Optional;

/** What people do to an order that touches no stock. Each writes the order's history; a shipped order is refused. */
public interface OrderDesk {

    void remark(MerchantId merchant, OrderId order, String remark, String actor);

    /** A short word such as a colour, shown in lists; empty takes it away. */
    void flag(MerchantId merchant, OrderId order, Optional<String> flag, String actor);

    void changeRecipient(
            MerchantId merchant, OrderId order, PersonalData recipient, OrderDraft.Delivery delivery, String actor);

    /**
     * Erases the person this order goes to, for good and from every order of theirs: their key is destroyed, and what
     * was written about them removed. Also of a shipped order.
     */
    void eraseRecipient(MerchantId merchant, OrderId order, String actor);
}
