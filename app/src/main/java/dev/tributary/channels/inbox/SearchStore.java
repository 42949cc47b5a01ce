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
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Stretches of the inbox, by when they came; every statement reads one stretch and has a limit. */
@Repository
class SearchStore {

    private static final String COLUMNS = """
            select merchant_id, id, channel_id, adapter, kind, received_at, state, reason, suggestion, order_id, attempts,
                   verdict, headers, body
              from channels.message
            """;
    private static final String STRETCH = COLUMNS + """
             where merchant_id = :merchant
               and received_at >= :from and (received_at, id) < (:to, :beforeId)
               and (:channel = 0 or channel_id = :channel)
               and (:state = 0 or state = :state)
             order by received_at desc, id desc
             limit :limit
            """;
    private static final String OF_ORDER = COLUMNS + """
             where merchant_id = :merchant and order_id = :order
               and received_at >= :from and received_at < :to
               and (:channel = 0 or channel_id = :channel)
               and (:state = 0 or state = :state)
             order by received_at desc, id desc
             limit :limit
            """;
    private static final String ONE = COLUMNS + " where merchant_id = :merchant and id = :id";

    private final JdbcClient jdbc;

    SearchStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** @param body encrypted, as it came */
    record Row(MessageDesk.Summary summary, String verdict, String headers, byte[] body) {}

    record Before(Instant at, long id) {}

    List<Row> stretch(MerchantId merchant, MessageSearch.Wanted wanted, Instant from, Before before, int limit) {
        return of(STRETCH, merchant, wanted, from, limit)
                .param("to", Timestamp.from(before.at()))
                .param("beforeId", before.id())
                .query(SearchStore::row)
                .list();
    }

    List<Row> ofOrder(MerchantId merchant, MessageSearch.Wanted wanted, OrderId order, int limit) {
        return of(OF_ORDER, merchant, wanted, wanted.from(), limit)
                .param("to", Timestamp.from(wanted.to()))
                .param("order", order.value())
                .query(SearchStore::row)
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
