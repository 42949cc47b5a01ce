package dev.tributary.orders;

import dev.tributary.database.BookCheck;
import dev.tributary.database.Findings;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Walks every order number ever heard: each leads to its order, its refusal or a cancel that came first. */
class IntakeBooks implements BookCheck {

    private static final int SLICE = 5_000;

    private static final String NEXT = """
            select heard.merchant_id, heard.channel_id, heard.key, heard.order_id,
                   sales_order.id is not null and sales_order.number = heard.key as placed,
                   refusal.order_id is not null as refused,
                   early_cancel.order_id is not null as cancelled_early
              from (select merchant_id, kind, channel_id, key, order_id
                      from orders.intake_key
                     where (merchant_id, kind, channel_id, key) > (:merchant, 1, :channel, :key) and kind = 1
                     order by merchant_id, kind, channel_id, key
                     limit :limit) as heard
              left join orders.sales_order
                on sales_order.merchant_id = heard.merchant_id and sales_order.id = heard.order_id
              left join orders.refusal
                on refusal.merchant_id = heard.merchant_id and refusal.order_id = heard.order_id
              left join orders.early_cancel
                on early_cancel.merchant_id = heard.merchant_id and early_cancel.order_id = heard.order_id
             order by heard.merchant_id, heard.channel_id, heard.key
            """;

    @Override
    public String name() {
        return "every order number heard is an order, or was refused";
    }

    @Override
    public void run(JdbcClient books, Findings findings) {
        findings.check(
                new Row(0, 0, "", 0, false, false, false),
                SLICE,
                last -> books.sql(NEXT)
                        .param("merchant", last.merchantId())
                        .param("channel", last.channelId())
                        .param("key", last.key())
                        .param("limit", SLICE)
                        .query(Row.class)
                        .list(),
                Row::accountedFor);
    }

    record Row(
            long merchantId,
            long channelId,
            String key,
            long orderId,
            boolean placed,
            boolean refused,
            boolean cancelledEarly) {

        /** An order and a refusal at once would be two answers to one question. */
        boolean accountedFor() {
            return placed ? !refused : refused ^ cancelledEarly;
        }
    }
}
