package dev.tributary.channels.inbox;

import dev.tributary.channels.MessageDesk.State;
import dev.tributary.kernel.MerchantId;
import dev.tributary.kernel.OrderId;
import dev.tributary.orders.OrderBook;
import dev.tributary.vault.ErasureListener;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Empties the messages that told of an erased person's orders. The rows stay, so that a platform that sends one again
 * does not bring the person back. A message that became no order cannot be found by its person; it ends with its
 * retention.
 */
@Component
class ErasedMessages implements ErasureListener {

    private static final String EMPTY = """
            update channels.message
               set body = '', corrected_body = null, reason = '', suggestion = '',
                   state = case when state in (:waiting, :parked) then :dropped else state end
             where merchant_id = :merchant and order_id = any(:orders)
            returning id
            """;

    private static final String CLEAR_HISTORY = """
            update channels.message_history set detail = '' where message_id = any(:messages) and detail <> ''
            """;

    private final JdbcClient jdbc;
    private final OrderBook orders;

    ErasedMessages(JdbcClient jdbc, OrderBook orders) {
        this.jdbc = jdbc;
        this.orders = orders;
    }

    @Override
    public void erased(MerchantId merchant, List<Long> records, String actor) {
        var messages = jdbc.sql(EMPTY)
                .param("merchant", merchant.value())
                .param(
                        "orders",
                        orders.ofRecipients(merchant, records).stream()
                                .map(OrderId::value)
                                .toArray(Long[]::new))
                .param("waiting", State.WAITING.code())
                .param("parked", State.PARKED.code())
                .param("dropped", State.DROPPED.code())
                .query(Long.class)
                .list();
        jdbc.sql(CLEAR_HISTORY).param("messages", messages.toArray(Long[]::new)).update();
    }
}
