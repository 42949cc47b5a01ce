package dev.tributary.channels.news;

import dev.tributary.channels.account.OpenAccount;
import dev.tributary.kernel.SkuId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/**
 * What platforms hold that are told differences. Each method is a transaction of its own, so that what is about to be
 * sent stands before the call is made. A row changes only where it still is as it was read: a node that lost its lane
 * meanwhile writes nothing over another's.
 */
@Repository
class HoldingStore {

    private static final String BEGIN = """
            insert into channels.platform_stock (merchant_id, channel_id, store, channel_sku, sku_id)
            select :merchant, :channel, :store, name, sku
              from unnest(:names::text[], :skus::bigint[]) as item (name, sku)
             order by name
                on conflict (channel_id, store, channel_sku) do update
               set sku_id = excluded.sku_id
             where platform_stock.sku_id <> excluded.sku_id
            """;
    private static final String FIND = """
            select channel_sku, held, looked_at, difference, number, sent_at
              from channels.platform_stock
             where merchant_id = :merchant and channel_id = :channel and store = :store
               and channel_sku = any(:names::text[])
            """;
    private static final String LOOKED = """
            update channels.platform_stock
               set held = :held, looked_at = :now, difference = null, number = null, sent_at = null
             where merchant_id = :merchant and channel_id = :channel and store = :store and channel_sku = :name
               and number is not distinct from cast(:number as text)
               and held is not distinct from cast(:heldBefore as bigint)
               and looked_at is not distinct from cast(:lookedBefore as timestamptz)
            """;
    private static final String ASKED = """
            update channels.platform_stock
               set asked_at = :now
             where merchant_id = :merchant and channel_id = :channel and store = :store
               and channel_sku = any(:names::text[])
            """;
    private static final String SENDING = """
            update channels.platform_stock
               set difference = item.difference, number = :number, sent_at = :now
              from unnest(:names::text[], :helds::bigint[], :differences::bigint[]) as item (name, held, difference)
             where merchant_id = :merchant and channel_id = :channel and store = :store and channel_sku = item.name
               and number is null and platform_stock.held = item.held
            returning channel_sku
            """;
    private static final String SENT = """
            update channels.platform_stock
               set held = held + difference, difference = null, number = null, sent_at = null
             where merchant_id = :merchant and channel_id = :channel and store = :store
               and channel_sku = any(:names::text[]) and number = :number
            """;
    private static final String FORGET = """
            update channels.platform_stock
               set held = null, difference = null, number = null, sent_at = null
             where merchant_id = :merchant and channel_id = :channel and store = :store
               and channel_sku = any(:names::text[]) and number = :number
            """;
    private static final String DUE = """
            select store, sku_id, channel_sku
              from channels.platform_stock
             where merchant_id = :merchant and channel_id = :channel and greatest(asked_at, sent_at, looked_at) < :before
             order by greatest(asked_at, sent_at, looked_at)
             limit :limit
            """;
    private static final String DROP = """
            delete from channels.platform_stock
             where merchant_id = :merchant and channel_id = :channel and store = :store and channel_sku = :name
            """;

    private final JdbcClient jdbc;

    HoldingStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Where a shelf stands under one of the platform's names. */
    record Item(Shelf shelf, String channelSku) {}

    record Move(String channelSku, long held, long difference) {}

    Map<String, Holding> of(OpenAccount account, String store, Map<String, SkuId> items) {
        on(account, store, BEGIN)
                .param("names", items.keySet().toArray(String[]::new))
                .param("skus", items.values().stream().map(SkuId::value).toArray(Long[]::new))
                .update();
        var found = new HashMap<String, Holding>();
        on(account, store, FIND)
                .param("names", items.keySet().toArray(String[]::new))
                .query(row -> {
                    found.put(row.getString("channel_sku"), holding(row));
                });
        return found;
    }

    private static Holding holding(ResultSet row) throws SQLException {
        var sentAt = moment(row, "sent_at");
        return new Holding(
                Optional.ofNullable(row.getObject("held", Long.class)),
                moment(row, "looked_at"),
                sentAt.isEmpty()
                        ? Optional.empty()
                        : Optional.of(
                                new Holding.Sent(row.getLong("difference"), row.getString("number"), sentAt.get())));
    }

    private static Optional<Instant> moment(ResultSet row, String column) throws SQLException {
        return Optional.ofNullable(row.getTimestamp(column)).map(Timestamp::toInstant);
    }

    /** @param before what was known when the platform was asked; false when that is no longer so */
    boolean looked(OpenAccount account, String store, String channelSku, Holding before, long held, Instant now) {
        return on(account, store, LOOKED)
                        .param("name", channelSku)
                        .param("held", held)
                        .param("now", Timestamp.from(now))
                        .param("number", before.sent().map(Holding.Sent::number).orElse(null))
                        .param("heldBefore", before.held().orElse(null))
                        .param(
                                "lookedBefore",
                                before.lookedAt().map(Timestamp::from).orElse(null))
                        .update()
                == 1;
    }

    /** The platform was asked and did not say: others that are due have their turn first. */
    void asked(OpenAccount account, String store, Collection<String> names, Instant now) {
        on(account, store, ASKED)
                .param("names", names.toArray(String[]::new))
                .param("now", Timestamp.from(now))
                .update();
    }

    /** Answers those that may be sent now. */
    Set<String> sending(OpenAccount account, String store, List<Move> moves, String number, Instant now) {
        return new HashSet<>(on(account, store, SENDING)
                .param("names", moves.stream().map(Move::channelSku).toArray(String[]::new))
                .param("helds", moves.stream().map(Move::held).toArray(Long[]::new))
                .param("differences", moves.stream().map(Move::difference).toArray(Long[]::new))
                .param("number", number)
                .param("now", Timestamp.from(now))
                .query(String.class)
                .list());
    }

    /** The platform has confirmed the call of this number. */
    void sent(OpenAccount account, String store, Collection<String> names, String number) {
        ended(account, store, SENT, names, number);
    }

    /** The platform has answered, but not that it was done: the next look-up says what it holds. */
    void forget(OpenAccount account, String store, Collection<String> names, String number) {
        ended(account, store, FORGET, names, number);
    }

    private void ended(OpenAccount account, String store, String how, Collection<String> names, String number) {
        on(account, store, how)
                .param("names", names.toArray(String[]::new))
                .param("number", number)
                .update();
    }

    /** Those that nobody has asked of since then, whose turn was first before others. */
    List<Item> due(OpenAccount account, Instant before, int limit) {
        return jdbc.sql(DUE)
                .param("merchant", account.merchant().value())
                .param("channel", account.channel().value())
                .param("before", Timestamp.from(before))
                .param("limit", limit)
                .query((row, number) -> new Item(
                        new Shelf(row.getString("store"), new SkuId(row.getLong("sku_id"))),
                        row.getString("channel_sku")))
                .list();
    }

    void drop(OpenAccount account, Item item) {
        on(account, item.shelf().store(), DROP).param("name", item.channelSku()).update();
    }

    private JdbcClient.StatementSpec on(OpenAccount account, String store, String sql) {
        return jdbc.sql(sql)
                .param("merchant", account.merchant().value())
                .param("channel", account.channel().value())
                .param("store", store);
    }
}
