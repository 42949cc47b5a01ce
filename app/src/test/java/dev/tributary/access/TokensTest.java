package dev.tributary.access;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.kernel.MerchantId;
import dev.tributary.testing.Api;
import dev.tributary.testing.HubUnderTest;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class TokensTest {

    private static final MerchantId MERCHANT = new MerchantId(910_003);
    private static HubUnderTest hub;

    @BeforeAll
    static void start() {
        hub = HubUnderTest.shared();
    }

    @Test
    void aClientGetsATokenForTenMinutesWithAllItsScopes() {
        var client = client(Scope.ORDERS_READ, Scope.STOCK_READ);
        var answer = askToken(client, "grant_type=client_credentials");
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.json().get("token_type").asString()).isEqualTo("Bearer");
        assertThat(answer.json().get("expires_in").asInt()).isEqualTo(600);
        assertThat(answer.json().get("scope").asString()).isEqualTo("orders:read stock:read");
        assertThat(answer.header("Cache-Control")).contains("no-store");
    }

    @Test
    void aClientMayAskForFewerScopesButNotForMore() {
        var client = client(Scope.ORDERS_READ, Scope.STOCK_READ);
        var fewer = askToken(client, "grant_type=client_credentials&scope=stock:read");
        assertThat(fewer.json().get("scope").asString()).isEqualTo("stock:read");
        var more = askToken(client, "grant_type=client_credentials&scope=stock:read%20orders:write");
        assertThat(more.status()).isEqualTo(400);
        assertThat(more.json().get("error").asString()).isEqualTo("invalid_scope");
        var unknown = askToken(client, "grant_type=client_credentials&scope=everything");
        assertThat(unknown.json().get("error").asString()).isEqualTo("invalid_scope");
    }

    @Test
    void aWrongSecretAndAnUnknownClientGetTheSameAnswer() {
        var client = client(Scope.ORDERS_READ);
        var wrong = Api.stranger(hub).askToken(client.clientId(), "wrong", "grant_type=client_credentials");
        var unknown = Api.stranger(hub).askToken("cl_nobody", "wrong", "grant_type=client_credentials");
        assertThat(wrong.status()).isEqualTo(401);
        assertThat(wrong.body()).isEqualTo(unknown.body());
        assertThat(wrong.header("WWW-Authenticate")).isPresent();
    }

    @Test
    void aClientThatKeepsSendingWrongSecretsIsAskedToWaitWhileItsRightOneStaysGoodIfKnown() {
        var client = client(Scope.ORDERS_READ);
        assertThat(askToken(client, "grant_type=client_credentials").status()).isEqualTo(200);
        for (int i = 0; i < 5; i++) {
            Api.stranger(hub).askToken(client.clientId(), "wrong" + i, "grant_type=client_credentials");
        }
        var sixth = Api.stranger(hub).askToken(client.clientId(), "wrong", "grant_type=client_credentials");
        assertThat(sixth.status()).isEqualTo(429);
        assertThat(askToken(client, "grant_type=client_credentials").status()).isEqualTo(200);
    }

    @Test
    void aRevokedClientGetsNoTokenAndIsListedAsRevoked() {
        var client = client(Scope.ORDERS_READ);
        var clients = hub.bean(Clients.class);
        assertThat(askToken(client, "grant_type=client_credentials").status()).isEqualTo(200);
        clients.revoke(MERCHANT, client.clientId(), "test");
        assertThat(askToken(client, "grant_type=client_credentials").status()).isEqualTo(401);
        assertThat(clients.ofMerchant(MERCHANT))
                .filteredOn(listed -> listed.clientId().equals(client.clientId()))
                .singleElement()
                .satisfies(listed -> assertThat(listed.revokedAt()).isPresent());
    }

    @Test
    void aBodyOverTheLimitIsRefusedBeforeItIsRead() {
        var answer = Api.stranger(hub).post("/v1/first-operator", new byte[1024 * 1024 + 1]);
        assertThat(answer.status()).isEqualTo(413);
        assertThat(answer.json().get("type").asString()).isEqualTo("https://tributary.dev/problems/body-too-large");
        assertThat(answer.json().get("titleChinese").asString()).isEqualTo("请求体过大");
    }

    private static IssuedClient client(Scope... scopes) {
        return hub.bean(Clients.class)
                .create(ClientDraft.of(MERCHANT, Optional.of("app"), "erp", Set.of(scopes)), "test");
    }

    private static Api.Answer askToken(IssuedClient client, String form) {
        return Api.stranger(hub).askToken(client.clientId(), client.clientSecret(), form);
    }
}
