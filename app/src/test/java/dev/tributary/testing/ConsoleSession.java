package dev.tributary.testing;

import dev.tributary.access.Operators;
import dev.tributary.access.Role;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.CookieManager;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Someone at the console without a browser: keeps cookies, fills in forms with their tokens. */
public final class ConsoleSession {

    public static final String PASSWORD = "correct horse battery";

    private static final Pattern CSRF = Pattern.compile("name=\"_csrf\" value=\"([^\"]+)\"");

    private final HubUnderTest hub;
    private final HttpClient http = HttpClient.newBuilder()
            .cookieHandler(new CookieManager())
            .followRedirects(HttpClient.Redirect.NORMAL)
            .build();
    private String token = "";

    public ConsoleSession(HubUnderTest hub) {
        this.hub = hub;
    }

    /** Follows the one-time link and logs in as the administrator it makes. */
    public static ConsoleSession ofFirstOperator(HubUnderTest hub) {
        var session = new ConsoleSession(hub);
        var link = URI.create(hub.firstOperatorLink());
        session.get(link.getPath() + "?" + link.getQuery());
        String secret = link.getQuery().replace("token=", "");
        session.post("/console/welcome", Map.of("token", secret, "name", "li", "password", PASSWORD));
        session.logIn("li", PASSWORD);
        return session;
    }

    /** A new administrator, logged in. */
    public static ConsoleSession administrator(HubUnderTest hub, String name) {
        hub.bean(Operators.class).create(name, PASSWORD, Role.ADMIN, Optional.empty(), "test");
        return loggedIn(hub, name);
    }

    public static ConsoleSession loggedIn(HubUnderTest hub, String name) {
        var session = new ConsoleSession(hub);
        session.logIn(name, PASSWORD);
        return session;
    }

    public HttpResponse<String> logIn(String name, String password) {
        get("/console/login");
        return post("/console/login", Map.of("username", name, "password", password));
    }

    public HttpResponse<String> get(String path) {
        return send(HttpRequest.newBuilder(hub.url(path))
                .header("Accept", "text/html")
                .GET());
    }

    public HttpResponse<byte[]> download(String path) {
        try {
            return http.send(HttpRequest.newBuilder(hub.url(path)).GET().build(), BodyHandlers.ofByteArray());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    public HttpResponse<String> post(String path, Map<String, String> form) {
        String body = form.entrySet().stream()
                .map(field -> encode(field.getKey()) + "=" + encode(field.getValue()))
                .collect(Collectors.joining("&"));
        return send(HttpRequest.newBuilder(hub.url(path))
                .header("Accept", "text/html")
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString(body + "&_csrf=" + encode(token))));
    }

    public HttpResponse<String> upload(String path, Path file) {
        try {
            String boundary = "tributary-upload";
            String head = "--%s\r\nContent-Disposition: form-data; name=\"_csrf\"\r\n\r\n%s\r\n"
                    + "--%s\r\nContent-Disposition: form-data; name=\"file\"; filename=\"%s\"\r\n"
                    + "Content-Type: text/csv\r\n\r\n";
            String text = head.formatted(boundary, token, boundary, file.getFileName());
            String tail = "\r\n--%s--\r\n".formatted(boundary);
            return send(HttpRequest.newBuilder(hub.url(path))
                    .header("Accept", "text/html")
                    .header("Content-Type", "multipart/form-data; boundary=" + boundary)
                    .POST(BodyPublishers.concat(
                            BodyPublishers.ofString(text),
                            BodyPublishers.ofByteArray(Files.readAllBytes(file)),
                            BodyPublishers.ofString(tail))));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private HttpResponse<String> send(HttpRequest.Builder request) {
        try {
            var response = http.send(request.build(), BodyHandlers.ofString());
            var found = CSRF.matcher(response.body());
            if (found.find()) {
                token = found.group(1);
            }
            return response;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
