package dev.tributary.database;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.testing.HubUnderTest;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HubStartsTest {

    private static HubUnderTest hub;

    @BeforeAll
    static void start() {
        hub = HubUnderTest.shared();
    }

    @ParameterizedTest
    @CsvSource({"/livez, UP", "/readyz, UP", "/metrics, tributary_database_gate_waiting"})
    void answersThoseWhoWatchIt(String path, String said) throws IOException, InterruptedException {
        try (var client = HttpClient.newHttpClient()) {
            var answer =
                    client.send(HttpRequest.newBuilder(hub.url(path)).build(), HttpResponse.BodyHandlers.ofString());
            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(answer.body()).contains(said);
            assertThat(answer.headers().firstValue("X-Trace-Id")).isPresent();
        }
    }
}
