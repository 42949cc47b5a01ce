package dev.tributary.database;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.testing.HubUnderTest;
import dev.tributary.testing.TestPostgres;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.Test;

class TwoNodesTest {

    @Test
    void aSecondNodeOnTheSameDatabaseMayPlayOtherRolesAndThenTakesNoRequests()
            throws IOException, InterruptedException {
        var database = TestPostgres.freshDatabase();
        try (var first = HubUnderTest.on(database);
                var second = HubUnderTest.on(database, "tributary.roles=delivery")) {
            assertThat(first.bean(NodeRoles.class).plays(Role.DOORS)).isTrue();
            assertThat(get(first.url("/v1/nodes")).statusCode()).isNotEqualTo(503);
            assertThat(get(first.url("/readyz")).statusCode()).isEqualTo(200);
            var refused = get(second.url("/v1/nodes"));
            assertThat(refused.statusCode()).isEqualTo(503);
            assertThat(refused.headers().firstValue("Content-Type")).contains("application/problem+json");
            assertThat(refused.body()).endsWith("\"detail\":\"this node takes no requests\",\"violations\":[]}");
            assertThat(get(second.url("/readyz")).statusCode()).isEqualTo(200);
        }
    }

    private static HttpResponse<String> get(URI uri) throws IOException, InterruptedException {
        try (var client = HttpClient.newHttpClient()) {
            return client.send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString());
        }
    }
}
