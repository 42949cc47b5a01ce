package dev.tributary.channels.lane;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.tributary.access.SecretBox;
import dev.tributary.kernel.ChannelId;
import dev.tributary.kernel.MerchantId;
import java.nio.file.Path;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** What platforms gave us to call them with, encrypted. */
@Repository
class TokenStore {

    private static final String SAVE = """
            insert into channels.token (merchant_id, channel_id, sealed, settings, renew_at, ends_at)
            values (:merchant, :channel, :sealed, :settings, :renewAt, :endsAt)
                on conflict (channel_id) do update
               set sealed = excluded.sealed, settings = excluded.settings, renew_at = excluded.renew_at,
                   ends_at = excluded.ends_at
            """;
    private static final String FIND = """
            select sealed, settings, renew_at, ends_at
              from channels.token
             where merchant_id = :merchant and channel_id = :channel
            """;

    private static final TypeReference<Map<String, String>> TEXTS = new TypeReference<>() {};

    private final JdbcClient jdbc;
    private final JsonMapper json;
    private final SecretBox box;

    TokenStore(JdbcClient jdbc, JsonMapper json, @Value("${tributary.vault.keys:var/keys}") Path keys) {
        this.jdbc = jdbc;
        this.json = json;
        this.box = new SecretBox(keys, "channels.key");
    }

    void save(MerchantId merchant, ChannelId channel, Tokens.Token token) {
        var texts = token.renewedWith()
                .map(with -> Map.of("token", token.text(), "refreshToken", with))
                .orElseGet(() -> Map.of("token", token.text()));
        jdbc.sql(SAVE)
                .param("merchant", merchant.value())
                .param("channel", channel.value())
                .param("sealed", box.close(json.writeValueAsBytes(texts), channel.value()))
                .param("settings", token.settings())
                .param("renewAt", Timestamp.from(token.renewAt()))
                .param("endsAt", Timestamp.from(token.endsAt()))
                .update();
    }

    Optional<Tokens.Token> find(MerchantId merchant, ChannelId channel) {
        return jdbc.sql(FIND)
                .param("merchant", merchant.value())
                .param("channel", channel.value())
                .query((row, number) -> token(
                        channel,
                        row.getBytes("sealed"),
                        row.getString("settings"),
                        row.getTimestamp("renew_at").toInstant(),
                        row.getTimestamp("ends_at").toInstant()))
                .optional();
    }

    private Tokens.Token token(ChannelId channel, byte[] sealed, String settings, Instant renewAt, Instant endsAt) {
        var texts = json.readValue(new String(box.open(sealed, channel.value()), UTF_8), TEXTS);
        return new Tokens.Token(
                texts.getOrDefault("token", ""),
                Optional.ofNullable(texts.get("refreshToken")),
                renewAt,
                endsAt,
                settings);
    }
}
