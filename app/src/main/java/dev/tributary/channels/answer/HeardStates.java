package dev.tributary.channels.answer;

import dev.tributary.channels.account.OpenAccount;
import dev.tributary.channels.adapter.Adapter;
import dev.tributary.channels.inbox.PlatformStates;
import java.util.HashMap;
import java.util.Map;
import org.springframework.stereotype.Component;

/**
 * What a platform says of its orders: what it holds need not be told to it, whether someone decided it there or it is
 * our own answer that comes back.
 */
@Component
class HeardStates implements PlatformStates {

    private final AnswerStore store;

    HeardStates(AnswerStore store) {
        this.store = store;
    }

    @Override
    public void known(OpenAccount account, Map<String, Adapter.Tell> byNumber) {
        var known = new HashMap<String, Decision>();
        byNumber.forEach((number, tell) -> known.put(number, Decision.of(tell)));
        store.known(account.merchant(), account.channel(), known);
    }
}
