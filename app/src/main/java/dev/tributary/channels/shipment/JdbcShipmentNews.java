package dev.tributary.channels.shipment;

import dev.tributary.channels.ShipmentNews;
import dev.tributary.database.Moments;
import dev.tributary.kernel.ChannelId;
import dev.tributary.kernel.MerchantId;
import dev.tributary.kernel.OrderId;
import dev.tributary.kernel.ProblemException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** What operators see of shipments that do not arrive, and what they can do about them. */
@Repository
class JdbcShipmentNews implements ShipmentNews {

    private static final int LIST_MAX = 500;

    private static final String LATE = """
            select channel_id, order_id, parcel, number, carrier, tracking_number, goods, whole, shipped_at, attempts,
                   parked_at, due_at, history
              from channels.shipment_news
             where merchant_id = :merchant and ended_at is null
               and (parked_at is not null or attempts >= 3 or since < clock_timestamp() - interval '1 minute')
             order by since
             limit :limit
            """;
    private static final String REPLAY = """
            update channels.shipment_news
               set attempts = 0, due_at = clock_timestamp(), parked_at = null, since = clock_timestamp(),
                   carrier = coalesce(cast(:carrier as text), carrier),
                   history = (history || cast(:note as text))[greatest(1, cardinality(history) - 18):]
             where merchant_id = :merchant and channel_id = :channel and order_id = :order and parcel = :parcel
               and ended_at is null
            """;
    private static final String DROP = """
            update channels.shipment_news
               set ended_at = clock_timestamp(), parked_at = null,
                   history = (history || cast(:note as text))[greatest(1, cardinality(history) - 18):]
             where merchant_id = :merchant and channel_id = :channel and order_id = :order and parcel = :parcel
               and ended_at is null
            """;

    private final JdbcClient jdbc;
    private final ShipmentStore store;
    private final ShipmentSignal signal;
    private final Clock clock;

    JdbcShipmentNews(JdbcClient jdbc, ShipmentStore store, ShipmentSignal signal, Clock clock) {
        this.jdbc = jdbc;
        this.store = store;
        this.signal = signal;
        this.clock = clock;
    }

    @Override
    public List<Late> late(MerchantId merchant, int limit) {
        return jdbc.sql(LATE)
                .param("merchant", merchant.value())
                .param("limit", Math.clamp(limit, 1, LIST_MAX))
                .query((row, number) -> late(row))
                .list();
    }

    @Override
    public boolean replay(MerchantId merchant, Key shipment, Optional<String> carrier, String actor) {
        carrier.ifPresent(code -> check("carrier", code, CARRIER_CHARACTERS_MAX));
        var note = "%s told again by %s%s"
                .formatted(
                        clock.instant(),
                        actor,
                        carrier.map(code -> ", carrier " + code.strip()).orElse(""));
        boolean untold = of(REPLAY, merchant, shipment)
                        .param("carrier", carrier.map(String::strip).orElse(null))
                        .param("note", note)
                        .update()
                == 1;
        signal.raise();
        return untold;
    }

    @Override
    public boolean drop(MerchantId merchant, Key shipment, String reason, String actor) {
        check("reason", reason, REASON_CHARACTERS_MAX);
        return of(DROP, merchant, shipment)
                        .param("note", "%s dropped by %s: %s".formatted(clock.instant(), actor, reason.strip()))
                        .update()
                == 1;
    }

    private static void check(String name, String text, int charactersMax) {
        if (text.isBlank() || text.length() > charactersMax) {
            throw ProblemException.invalid(
                    name, "text", "must be a text of 1 to %d characters".formatted(charactersMax));
        }
    }

    private JdbcClient.StatementSpec of(String sql, MerchantId merchant, Key shipment) {
        return jdbc.sql(sql)
                .param("merchant", merchant.value())
                .param("channel", shipment.channel().value())
                .param("order", shipment.order().value())
                .param("parcel", shipment.parcel());
    }

    private Late late(ResultSet row) throws SQLException {
        var parkedAt = Moments.optional(row, "parked_at");
        return new Late(
                new Key(
                        new ChannelId(row.getLong("channel_id")),
                        new OrderId(row.getLong("order_id")),
                        row.getString("parcel")),
                row.getString("number"),
                row.getString("carrier"),
                row.getString("tracking_number"),
                store.goods(row),
                row.getBoolean("whole"),
                row.getTimestamp("shipped_at").toInstant(),
                row.getInt("attempts"),
                parkedAt,
                parkedAt.isPresent()
                        ? Optional.empty()
                        : Optional.of(row.getTimestamp("due_at").toInstant()),
                List.of((String[]) row.getArray("history").getArray()));
    }
}
