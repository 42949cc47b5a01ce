package dev.tributary.channels.inbox;

import dev.tributary.channels.account.OpenAccount;
import java.util.Collection;
import java.util.Map;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/**
 * Messages that came before the order they tell of, such as a refund whose order is only found by a list. They are parked,
 * for the order may never come, and go on by themselves when it does.
 */
@Repository
class EarlyMessages {

    private static final String PARK = """
            insert into channels.early_message (merchant_id, channel_id, number, message_id)
            select :merchant, :channel, number, message
              from unnest(:numbers::text[], :messages::bigint[]) as early (number, message)
             order by number, message
                on conflict do nothing
            """;
    /** Those that people have dropped meanwhile stay so. */
    private static final String GO_ON = """
            with early as (
                delete from channels.early_message
                 where merchant_id = :merchant and channel_id = :channel and number = any(:numbers::text[])
                returning message_id)
            update channels.message
               set state = 1, attempts = 0
              from early
             where message.merchant_id = :merchant and message.id = early.message_id and state = 4
            """;

    private final JdbcClient jdbc;

    EarlyMessages(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * Before they are parked: a node that dies in between parks them again.
     *
     * @param numbers of their orders, by message
     */
    void park(OpenAccount account, Map<Long, String> numbers) {
        if (!numbers.isEmpty()) {
            jdbc.sql(PARK)
                    .param("merchant", account.merchant().value())
                    .param("channel", account.channel().value())
                    .param("numbers", numbers.values().toArray(String[]::new))
                    .param("messages", numbers.keySet().toArray(Long[]::new))
                    .update();
        }
    }

    /** Answers how many go on, now that these orders are here. */
    int goOn(OpenAccount account, Collection<String> numbers) {
        return numbers.isEmpty()
                ? 0
                : jdbc.sql(GO_ON)
                        .param("merchant", account.merchant().value())
                        .param("channel", account.channel().value())
                        .param("numbers", numbers.toArray(String[]::new))
                        .update();
    }
}
