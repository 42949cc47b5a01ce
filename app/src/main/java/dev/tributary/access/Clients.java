package dev.tributary.access;

import dev.tributary.kernel.MerchantId;
import java.util.List;

/** The machines that may come in. Every change is written to the audit. */
public interface Clients {

    int CLIENTS_PER_MERCHANT_MAX = 1_000;

    /** Makes a client, or throws INVALID_INPUT naming all that is wrong with the draft. */
    IssuedClient create(ClientDraft draft, String actor);

    /** Newest first, revoked ones too. */
    List<Client> ofMerchant(MerchantId merchant);

    /**
     * No new token, and no call with an old one: at once on this node, within ten seconds on others. NOT_FOUND for
     * another merchant's client; revoking again changes nothing.
     */
    void revoke(MerchantId merchant, String clientId, String actor);
}
