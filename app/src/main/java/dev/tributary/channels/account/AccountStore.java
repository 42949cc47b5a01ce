package dev.tributary.channels.account;

import dev.tributary.kernel.ChannelId;
import dev.tributary.kernel.MerchantId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

@Repository
class AccountStore {

    private static final String SAVE = """
            insert into channels.account (merchant_id, channel_id, adapter, settings, secrets)
            values (:merchant, :channel, :adapter, cast(:settings as jsonb), :secrets)
            on conflict (merchant_id, channel_id) do update
               set adapter = excluded.adapter, settings = excluded.settings, secrets = excluded.secrets
            """;
    private static final String FIND = """
            select merchant_id, channel_id, adapter, settings, secrets
              from channels.account
             where merchant_id = :merchant and channel_id = :channel
            """;
    /** A platform that calls knows its channel only; the merchant is read from the row it names. */
    private static final String BY_CHANNEL = """
            select merchant_id, channel_id, adapter, settings, secrets
              from channels.account
             where channel_id = :channel
            """;

    private static final String ALL = """
            select merchant_id, channel_id, adapter, settings, secrets
              from channels.account
             order by merchant_id, channel_id
            """;

    private final JdbcClient jdbc;

    AccountStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    void save(Row row) {
        jdbc.sql(SAVE)
                .param("merchant", row.merchant().value())
                .param("channel", row.channel().value())
                .param("adapter", row.adapter())
                .param("settings", row.settings())
                .param("secrets", row.secrets())
                .update();
    }

    Optional<Row> find(MerchantId merchant, ChannelId channel) {
        return jdbc.sql(FIND)
                .param("merchant", merchant.value())
                .param("channel", channel.value())
                .query(AccountStore::row)
                .optional();
    }

    Optional<Row> byChannel(ChannelId channel) {
        return jdbc.sql(BY_CHANNEL)
                .param("channel", channel.value())
                .query(AccountStore::row)
                .optional();
    }

    List<Row> all() {
        return jdbc.sql(ALL).query(AccountStore::row).list();
    }

    private static Row row(ResultSet row, int number) throws SQLException {
        return new Row(
                new MerchantId(row.getLong("merchant_id")),
                new ChannelId(row.getLong("channel_id")),
                row.getString("adapter"),
                row.getString("settings"),
                row.getBytes("secrets"));
    }

    /** @param secrets a JSON object, encrypted */
    record Row(MerchantId merchant, ChannelId channel, String adapter, String settings, byte[] secrets) {}
}
