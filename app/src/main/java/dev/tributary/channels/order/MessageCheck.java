package dev.tributary.channels.order;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tributary.channels.account.OpenAccount;

/** Whether the hub can take what a mapping made of a message, as far as that is known without a hub. */
public final class MessageCheck {

    private MessageCheck() {}

    /** @throws dev.tributary.channels.adapter.MappingFailure with the reason it would be parked for */
    public static void check(OpenAccount account, JsonNode told) {
        PlatformMessages.check(account, told);
    }
}
