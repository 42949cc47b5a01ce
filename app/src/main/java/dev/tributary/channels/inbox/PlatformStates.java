package dev.tributary.channels.inbox;

import dev.tributary.channels.account.OpenAccount;
import dev.tributary.channels.adapter.Adapter;
import java.util.Map;

/** Hears what platforms hold of their orders, by number, before it has any effect here: it need not be told them. */
public interface PlatformStates {

    void known(OpenAccount account, Map<String, Adapter.Tell> byNumber);
}
