package dev.tributary.channels.inbox;

import dev.tributary.channels.MessageDesk.State;
import dev.tributary.kernel.MerchantId;
import dev.tributary.kernel.OrderId;
import dev.tributary.orders.OrderBook;
import dev.tributary.vault.ErasureListener;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Empties the messages that told of an erased person's orders, and those that became no order and hold their phone number.
 * The rows stay, so that a platform that sends one again does not bring the person back. A till's log is no message of one
 * person; it ends with its retention.
 */
@Component
class ErasedMessages implements ErasureListener {

    private static final String EMPTY = """
            update channels.message
               set body = '', corrected_body = null, reason = '', suggestion = '',
                   state = case when state in (:waiting, :parked) then :dropped else state end
             where merchant_id = :merchant
               and (order_id = any(:orders)
                    or id in (select message_id from channels.message_person
                               where merchant_id = :merchant and token = any(:tokens::bytea[])))
            returning id
            """;

    private static final String CLEAR_HISTORY = """
            update channels.message_history set detail = '' where message_id = any(:messages) and detail <> ''
            """;

    private static final String FORGET_PEOPLE = """
            delete from channels.message_person where merchant_id = :merchant and message_id = any(:messages)
            """;

    private final JdbcClient jdbc;
    private final OrderBook orders;

    ErasedMessages(JdbcClient jdbc, OrderBook orders) {
        this.jdbc = jdbc;
        this.orders = orders;
    }

    @Override
    public void erased(MerchantId merchant, Erased person, String actor) {
        var messages = jdbc.sql(EMPTY)
                .param("merchant", merchant.value())
                .param(
                        "orders",
                        orders.ofRecipients(merchant, person.records()).stream()
                                .map(OrderId::value)
                                .toArray(Long[]::new))
                .param("tokens", person.tokens().toArray(byte[][]::new))
                .param("waiting", State.WAITING.code())
                .param("parked", State.PARKED.code())
                .param("dropped", State.DROPPED.code())
                .query(Long.class)
                .list();
        jdbc.sql(FORGET_PEOPLE)
                .param("merchant", merchant.value())
                .param("messages", messages.toArray(Long[]::new))
                .update();
        jdbc.sql(CLEAR_HISTORY).param("messages", messages.toArray(Long[]::new)).update();
    }
}
