package dev.tributary.access;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.testing.Api;
import dev.tributary.testing.HubUnderTest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;

class FirstOperatorTest {

    private static final String PASSWORD = "a long enough one";

    @Test
    void theFirstOperatorComesByTheOneTimeLinkAndGetsTheAdministratorsClient() throws IOException {
        try (var hub = HubUnderTest.start()) {
            var linkFile = Path.of(hub.property("tributary.access.first-operator-file"));
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(linkFile)))
                    .isEqualTo("rw-------");
            String token = Files.readString(linkFile).strip().replaceFirst(".*token=", "");
            var stranger = Api.stranger(hub);

            assertThat(stranger.post("/v1/first-operator", wish("guessed", PASSWORD))
                            .status())
                    .isEqualTo(403);
            assertThat(stranger.post("/v1/first-operator", wish(token, "short")).status())
                    .isEqualTo(400);
            assertThat(hub.bean(Operators.class).all()).isEmpty();

            var answer = stranger.post("/v1/first-operator", wish(token, PASSWORD));
            assertThat(answer.status()).isEqualTo(201);
            assertThat(answer.json().get("operator").asString()).isEqualTo("ada");
            assertThat(linkFile).doesNotExist();
            var client = answer.json().get("client");
            var asked = stranger.askToken(
                    client.get("clientId").asString(),
                    client.get("clientSecret").asString(),
                    "grant_type=client_credentials");
            assertThat(asked.json().get("scope").asString()).isEqualTo("admin");
            assertThat(hub.bean(Operators.class).all())
                    .singleElement()
                    .satisfies(operator -> assertThat(operator.may(Role.ADMIN)).isTrue());

            assertThat(stranger.post("/v1/first-operator", wish(token, PASSWORD))
                            .status())
                    .isEqualTo(403);
        }
    }

    private static String wish(String token, String password) {
        return "{\"token\":\"%s\",\"name\":\"ada\",\"password\":\"%s\"}".formatted(token, password);
    }
}
