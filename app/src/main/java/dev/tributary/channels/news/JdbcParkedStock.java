package dev.tributary.channels.news;

import dev.tributary.access.AuditTrail;
import dev.tributary.channels.ParkedStock;
import dev.tributary.kernel.ChannelId;
import dev.tributary.kernel.MerchantId;
import dev.tributary.kernel.Page;
import dev.tributary.kernel.SkuId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

@Repository
class JdbcParkedStock implements ParkedStock {

    /** So many of one channel for one reason are hardly the fault of each of them. */
    private static final int ALIKE = 10;
    /** Of so many at most it is counted. */
    private static final int COUNTED_MAX = 5_000;

    private static final String LIST = """
            with alike as (select channel_id, reason
                             from (select channel_id, reason
                                     from channels.parked_stock
                                    where merchant_id = :merchant and (:oneChannel = 0 or channel_id = :oneChannel)
                                    limit :counted) as counted
                            group by channel_id, reason
                           having count(*) >= :alike)
            select channel_id, store, sku_id, channel_sku, parked.available, told.available as held, reason,
                   times, since, last_try, next_try, again,
                   (channel_id, reason) in (select channel_id, reason from alike) as many_alike
              from channels.parked_stock as parked
              left join channels.told using (channel_id, store, sku_id)
             where parked.merchant_id = :merchant and (:oneChannel = 0 or channel_id = :oneChannel)
               and (channel_id, store, sku_id) > (:channel, :store, :sku)
             order by channel_id, store, sku_id
             limit :limit
            """;
    private static final String AGAIN = """
            update channels.parked_stock
               set again = true
             where merchant_id = :merchant and channel_id = :channel and (:oneSku = 0 or sku_id = :oneSku)
            """;

    private final JdbcClient jdbc;
    private final AuditTrail audit;

    JdbcParkedStock(JdbcClient jdbc, AuditTrail audit) {
        this.jdbc = jdbc;
        this.audit = audit;
    }

    @Override
    public Page<Item> list(MerchantId merchant, Optional<ChannelId> channel, Optional<String> cursor, int limit) {
        var place = cursor.map(NewsStore.Place::of).orElse(NewsStore.Place.BEGIN);
        int size = Math.clamp(limit, 1, PAGE_MAX);
        var items = jdbc.sql(LIST)
                .param("merchant", merchant.value())
                .param("oneChannel", channel.map(ChannelId::value).orElse(0L))
                .param("counted", COUNTED_MAX)
                .param("alike", ALIKE)
                .param("channel", place.channel())
                .param("store", place.store())
                .param("sku", place.sku())
                .param("limit", size + 1)
                .query((row, number) -> item(row))
                .list();
        return Page.of(
                items,
                size,
                item -> new NewsStore.Place(
                                item.channel().value(), item.store(), item.sku().value())
                        .toString());
    }

    private static Item item(ResultSet row) throws SQLException {
        long told = row.getLong("held");
        Optional<Long> held = row.wasNull() ? Optional.empty() : Optional.of(told);
        return new Item(
                new ChannelId(row.getLong("channel_id")),
                row.getString("store"),
                new SkuId(row.getLong("sku_id")),
                row.getString("channel_sku"),
                row.getLong("available"),
                held,
                row.getString("reason"),
                row.getBoolean("many_alike") ? Suggestion.SETTINGS : held.isEmpty() ? Suggestion.NAME : Suggestion.ITEM,
                row.getInt("times"),
                row.getTimestamp("since").toInstant(),
                row.getTimestamp("last_try").toInstant(),
                row.getTimestamp("next_try").toInstant(),
                row.getBoolean("again"));
    }

    @Override
    public boolean tellAgain(MerchantId merchant, ChannelId channel, SkuId sku, String actor) {
        boolean parked = again(merchant, channel, sku.value()) > 0;
        if (parked) {
            audit.changed("stock-told-again", actor, merchant, "channel %s, SKU %s".formatted(channel, sku));
        }
        return parked;
    }

    @Override
    public int tellAllAgain(MerchantId merchant, ChannelId channel, String actor) {
        int parked = again(merchant, channel, 0);
        if (parked > 0) {
            audit.changed("stock-told-again", actor, merchant, "channel %s, %d SKUs".formatted(channel, parked));
        }
        return parked;
    }

    private int again(MerchantId merchant, ChannelId channel, long oneSku) {
        return jdbc.sql(AGAIN)
                .param("merchant", merchant.value())
                .param("channel", channel.value())
                .param("oneSku", oneSku)
                .update();
    }
}
