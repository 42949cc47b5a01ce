package dev.tributary.access.tokens;

import dev.tributary.access.Client;
import dev.tributary.access.ClientDraft;
import dev.tributary.access.Clients;
import dev.tributary.access.Scope;
import dev.tributary.kernel.MerchantId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

@Repository
class ClientStore {

    private static final String COLUMNS = """
            select client_id, merchant_id, channel_code, name, scopes, secret_hash, networks, requests_per_second,
                   created_at, revoked_at
              from access.client
            """;
    private static final String FIND = COLUMNS + "where client_id = :clientId";
    private static final String OF_MERCHANT =
            COLUMNS + "where merchant_id = :merchant order by created_at desc, client_id limit :limit";
    private static final String COUNT = "select count(*) from access.client where merchant_id = :merchant";
    private static final String INSERT = """
            insert into access.client (client_id, merchant_id, channel_code, name, scopes, secret_hash, networks,
                                       requests_per_second, created_at, created_by)
            values (:clientId, :merchant, :channel, :name, :scopes, :secretHash, :networks, :requestsPerSecond,
                    :createdAt, :createdBy)
            """;
    private static final String REVOKE = """
            update access.client set revoked_at = coalesce(revoked_at, :revokedAt)
             where client_id = :clientId and merchant_id = :merchant
            """;

    private final JdbcClient jdbc;

    ClientStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    record Stored(Client client, String secretHash) {}

    Optional<Stored> find(String clientId) {
        return jdbc.sql(FIND)
                .param("clientId", clientId)
                .query((row, number) -> new Stored(client(row), row.getString("secret_hash")))
                .optional();
    }

    List<Client> ofMerchant(MerchantId merchant) {
        return jdbc.sql(OF_MERCHANT)
                .param("merchant", merchant.value())
                .param("limit", Clients.CLIENTS_PER_MERCHANT_MAX)
                .query((row, number) -> client(row))
                .list();
    }

    long count(MerchantId merchant) {
        return jdbc.sql(COUNT)
                .param("merchant", merchant.value())
                .query(Long.class)
                .single();
    }

    void insert(String clientId, ClientDraft draft, String secretHash, Instant at, String actor) {
        OptionalInt limit = draft.requestsPerSecond();
        jdbc.sql(INSERT)
                .param("clientId", clientId)
                .param("merchant", draft.merchant().map(MerchantId::value).orElse(null), Types.BIGINT)
                .param("channel", draft.channel().orElse(null), Types.VARCHAR)
                .param("name", draft.name())
                .param("scopes", text(draft.scopes()))
                .param("secretHash", secretHash)
                .param("networks", String.join(" ", draft.networks()))
                .param("requestsPerSecond", limit.isPresent() ? limit.getAsInt() : null, Types.INTEGER)
                .param("createdAt", at.atOffset(ZoneOffset.UTC))
                .param("createdBy", actor)
                .update();
    }

    boolean revoke(MerchantId merchant, String clientId, Instant at) {
        return jdbc.sql(REVOKE)
                        .param("revokedAt", at.atOffset(ZoneOffset.UTC))
                        .param("clientId", clientId)
                        .param("merchant", merchant.value())
                        .update()
                == 1;
    }

    /** As OAuth writes scopes: with single spaces between them. */
    static String text(Set<Scope> scopes) {
        return scopes.stream().sorted().map(Scope::text).collect(Collectors.joining(" "));
    }

    static Set<Scope> scopes(String text) {
        var scopes = EnumSet.noneOf(Scope.class);
        Arrays.stream(Scope.values())
                .filter(scope -> Arrays.asList(text.split(" ", -1)).contains(scope.text()))
                .forEach(scopes::add);
        return scopes;
    }

    private static Client client(ResultSet row) throws SQLException {
        long merchant = row.getLong("merchant_id");
        int limit = row.getInt("requests_per_second");
        String networks = row.getString("networks");
        return new Client(
                row.getString("client_id"),
                merchant == 0 ? Optional.empty() : Optional.of(new MerchantId(merchant)),
                Optional.ofNullable(row.getString("channel_code")),
                row.getString("name"),
                scopes(row.getString("scopes")),
                networks.isEmpty() ? List.of() : List.of(networks.split(" ")),
                limit == 0 ? OptionalInt.empty() : OptionalInt.of(limit),
                row.getObject("created_at", OffsetDateTime.class).toInstant(),
                Optional.ofNullable(row.getObject("revoked_at", OffsetDateTime.class))
                        .map(OffsetDateTime::toInstant));
    }
}
