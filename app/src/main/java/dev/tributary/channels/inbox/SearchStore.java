package dev.tributary.channels.inbox;

import dev.tributary.channels.MessageDesk;
import dev.tributary.channels.MessageSearch;
import dev.tributary.kernel.ChannelId;
import dev.tributary.kernel.MerchantId;
import dev.tributary.kernel.OrderId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Stretches of the inbox, by when they came; every statement reads one stretch and has a limit. */
@Repository
class SearchStore {

    private static final String SUMMARY = """
            message.id, channel_id, adapter, kind, message.received_at, state, reason, suggestion, order_id, attempts,
            owner
            """;
    /** The end stands there twice: the index of when they came has no use for a comparison of rows. */
    private static final String STRETCH = """
            with newest as (
                select id, received_at, count(*) over () as found,
                       sum(length(body)) over (order by received_at desc, id desc) - length(body) as bytes_before
                  from (select id, received_at, body
                          from channels.message
                         where merchant_id = :merchant
                           and received_at >= :from and received_at <= :to
                           and (received_at, id) < (:to, :beforeId)
                           and (:channel = 0 or channel_id = :channel)
                           and (:state = 0 or state = :state)
                         order by received_at desc, id desc
                         limit :limit) as stretch)
            select
            """ + SUMMARY + """
                 , verdict, headers, body, newest.found
              from newest join channels.message using (id)
             where newest.bytes_before <= :bytes
             order by newest.received_at desc, newest.id desc
            """;

    private static final String OF_ORDER = "select " + SUMMARY + """
              from channels.message
             where merchant_id = :merchant and order_id = :order
               and received_at >= :from and received_at < :to
               and (:channel = 0 or channel_id = :channel)
               and (:state = 0 or state = :state)
             order by received_at desc, id desc
             limit :limit
            """;
    private static final String ONE = "select " + SUMMARY + """
                 , verdict, headers, body
              from channels.message
             where merchant_id = :merchant and id = :id
            """;
    private static final int BYTES_MAX = 8 << 20;

    private final JdbcClient jdbc;

    SearchStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** @param body encrypted, as it came */
    record Row(MessageDesk.Summary summary, String verdict, String headers, byte[] body) {}

    record Before(Instant at, long id) {}

    /** @param more of this stretch were found than these, whose bodies would be too much at once */
    record Part(List<Row> rows, boolean more) {}

    /**
     * The newest of a stretch, at most {@code limit} and at most one message beyond 8 MiB of bodies.
     *
     * @throws org.springframework.dao.QueryTimeoutException when it takes longer than so many seconds
     */
    Part stretch(
            MerchantId merchant, MessageSearch.Wanted wanted, Instant from, Before before, int limit, int secondsMax) {
        var found = new AtomicInteger();
        var rows = of(STRETCH, merchant, wanted, from, limit)
                .param("to", Timestamp.from(before.at()))
                .param("beforeId", before.id())
                .param("bytes", BYTES_MAX)
                .withQueryTimeout(secondsMax)
                .query((row, number) -> {
                    found.set(row.getInt("found"));
                    return row(row, number);
                })
                .list();
        return new Part(rows, found.get() == limit || rows.size() < found.get());
    }

    List<MessageDesk.Summary> ofOrder(MerchantId merchant, MessageSearch.Wanted wanted, OrderId order, int limit) {
        return of(OF_ORDER, merchant, wanted, wanted.from(), limit)
                .param("to", Timestamp.from(wanted.to()))
                .param("order", order.value())
                .query((row, number) -> DeskStore.summary(row))
                .list();
    }

    Optional<Row> find(MerchantId merchant, long id) {
        return jdbc.sql(ONE)
                .param("merchant", merchant.value())
                .param("id", id)
                .query(SearchStore::row)
                .optional();
    }

    private JdbcClient.StatementSpec of(
            String sql, MerchantId merchant, MessageSearch.Wanted wanted, Instant from, int limit) {
        return jdbc.sql(sql)
                .param("merchant", merchant.value())
                .param("from", Timestamp.from(from))
                .param("channel", wanted.channel().map(ChannelId::value).orElse(0L))
                .param("state", wanted.state().map(MessageDesk.State::code).orElse((short) 0))
                .param("limit", limit);
    }

    private static Row row(ResultSet row, int number) throws SQLException {
        return new Row(
                DeskStore.summary(row), row.getString("verdict"), row.getString("headers"), row.getBytes("body"));
    }
}
