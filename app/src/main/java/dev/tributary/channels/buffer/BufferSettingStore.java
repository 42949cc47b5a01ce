package dev.tributary.channels.buffer;

import dev.tributary.channels.StockBuffers.Setting;
import dev.tributary.kernel.ChannelId;
import dev.tributary.kernel.MerchantId;
import dev.tributary.kernel.SkuId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Buffers that people have set. */
@Repository
public class BufferSettingStore {

    private static final String ALL = """
            select channel_id, sku_id, units, owner, reason, set_at, version from channels.buffer_setting
             where merchant_id > 0
            """;
    private static final String OF_CHANNEL = ALL + " and merchant_id = :merchant and channel_id = :channel";
    private static final String SET = """
            insert into channels.buffer_setting as setting
                   (merchant_id, channel_id, sku_id, units, owner, reason, set_at, version)
            values (:merchant, :channel, :sku, :units, :owner, :reason, :now, 1)
                on conflict (merchant_id, channel_id, sku_id) do update
               set units = excluded.units, owner = excluded.owner, reason = excluded.reason, set_at = excluded.set_at,
                   version = setting.version + 1
            returning channel_id, sku_id, units, owner, reason, set_at, version
            """;
    private static final String CLEAR = """
            delete from channels.buffer_setting
             where merchant_id = :merchant and channel_id = :channel and sku_id = :sku
            """;

    private final JdbcClient jdbc;

    BufferSettingStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Of every merchant; a channel has at most a thousand. */
    Map<ChannelId, Map<SkuId, Setting>> all() {
        var found = new HashMap<ChannelId, Map<SkuId, Setting>>();
        jdbc.sql(ALL).query(row -> {
            var setting = setting(row, 0);
            found.computeIfAbsent(new ChannelId(row.getLong("channel_id")), any -> new HashMap<>())
                    .put(setting.sku(), setting);
        });
        return found;
    }

    public Map<SkuId, Setting> of(MerchantId merchant, ChannelId channel) {
        var found = new HashMap<SkuId, Setting>();
        jdbc.sql(OF_CHANNEL)
                .param("merchant", merchant.value())
                .param("channel", channel.value())
                .query(BufferSettingStore::setting)
                .list()
                .forEach(setting -> found.put(setting.sku(), setting));
        return found;
    }

    public Setting set(
            MerchantId merchant, ChannelId channel, SkuId sku, long units, String owner, String reason, Instant now) {
        return jdbc.sql(SET)
                .param("merchant", merchant.value())
                .param("channel", channel.value())
                .param("sku", sku.value())
                .param("units", units)
                .param("owner", owner)
                .param("reason", reason)
                .param("now", now.atOffset(ZoneOffset.UTC))
                .query(BufferSettingStore::setting)
                .single();
    }

    public boolean clear(MerchantId merchant, ChannelId channel, SkuId sku) {
        return jdbc.sql(CLEAR)
                        .param("merchant", merchant.value())
                        .param("channel", channel.value())
                        .param("sku", sku.value())
                        .update()
                > 0;
    }

    private static Setting setting(ResultSet row, int index) throws SQLException {
        return new Setting(
                new SkuId(row.getLong("sku_id")),
                row.getLong("units"),
                row.getString("owner"),
                row.getString("reason"),
                Optional.ofNullable(row.getObject("set_at", OffsetDateTime.class))
                        .map(OffsetDateTime::toInstant)
                        .orElseThrow(),
                row.getLong("version"));
    }
}
