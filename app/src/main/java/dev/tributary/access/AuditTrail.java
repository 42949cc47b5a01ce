package dev.tributary.access;

import dev.tributary.kernel.MerchantId;

/** Where other modules record that somebody changed what the hub may do by itself. Entries end by their age alone. */
public interface AuditTrail {

    /**
     * @param kind such as {@code repair-rule-set}
     * @param detail without personal data
     */
    void changed(String kind, String actor, MerchantId merchant, String detail);
}
