package dev.tributary.bench;

import dev.tributary.access.IssuedClient;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.regex.Pattern;

/** What a client of the hub shows with each request; good for ten minutes. */
final class Token {

    private static final Pattern TOKEN = Pattern.compile("\"access_token\"\\s*:\\s*\"([^\"]+)\"");

    private Token() {}

    static String of(int port, IssuedClient client) throws IOException, InterruptedException {
        String basic = Base64.getEncoder()
                .encodeToString((client.clientId() + ":" + client.clientSecret()).getBytes(StandardCharsets.UTF_8));
        try (var http = HttpClient.newHttpClient()) {
            var answer = http.send(
                    HttpRequest.newBuilder(URI.create("http://127.0.0.1:%d/oauth/token".formatted(port)))
                            .header("Authorization", "Basic " + basic)
                            .header("Content-Type", "application/x-www-form-urlencoded")
                            .POST(HttpRequest.BodyPublishers.ofString("grant_type=client_credentials"))
                            .build(),
                    HttpResponse.BodyHandlers.ofString());
            var token = TOKEN.matcher(answer.body());
            if (!token.find()) {
                throw new IOException("no token: %d %s".formatted(answer.statusCode(), answer.body()));
            }
            return token.group(1);
        }
    }
}
