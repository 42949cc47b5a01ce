package dev.tributary.access;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.testing.HubUnderTest;
import java.net.CookieManager;
import java.net.InetAddress;
import java.net.URLEncoder;
import java.net.UnknownHostException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class OperatorsTest {

    private static final String PASSWORD = "a long enough one";
    private static final Pattern CSRF = Pattern.compile("name=\"_csrf\" value=\"([^\"]+)\"");

    private static HubUnderTest hub;

    private final HttpClient browser = browser("127.0.0.1");

    @BeforeAll
    static void start() {
        hub = HubUnderTest.start();
    }

    @AfterAll
    static void stop() {
        hub.close();
    }

    @Test
    void anOperatorLogsInWithTheFormAndIsOutAfterBeingDisabled() throws Exception {
        var operator = hub.bean(Operators.class).create("grace", PASSWORD, Role.VIEWER, Optional.empty(), "test");
        assertThat(leadsToLogIn(get(browser, "/console"))).isTrue();
        var loggedIn = logIn(browser, "grace", PASSWORD);
        assertThat(loggedIn.headers().firstValue("Location"))
                .hasValueSatisfying(to -> assertThat(to).endsWith("/console"));
        assertThat(loggedIn.headers().allValues("Set-Cookie"))
                .anySatisfy(cookie -> assertThat(cookie)
                        .startsWith("tributary-session=")
                        .contains("HttpOnly")
                        .contains("SameSite=Lax"));
        assertThat(leadsToLogIn(get(browser, "/console"))).isFalse();
        hub.bean(Operators.class).disable(operator.id(), "test");
        assertThat(get(browser, "/console").statusCode()).isEqualTo(403);
        assertThat(logIn(browser, "grace", PASSWORD).headers().firstValue("Location"))
                .hasValueSatisfying(to -> assertThat(to).endsWith("?wrong"));
    }

    @Test
    void wrongPasswordsCostGrowingPausesEvenForTheRightOne() throws Exception {
        var browser = browser("127.0.0.5");
        hub.bean(Operators.class).create("edsger", PASSWORD, Role.VIEWER, Optional.empty(), "test");
        for (int i = 0; i < 5; i++) {
            assertThat(logIn(browser, "edsger", "wrong" + i).headers().firstValue("Location"))
                    .hasValueSatisfying(to -> assertThat(to).endsWith("?wrong"));
        }
        assertThat(logIn(browser, "edsger", PASSWORD).headers().firstValue("Location"))
                .hasValueSatisfying(to -> assertThat(to).endsWith("?wait"));
    }

    @Test
    void aViewerMayNotChangeAnythingAndAFormWithoutItsTokenIsRefused() throws Exception {
        hub.bean(Operators.class).create("barbara", PASSWORD, Role.VIEWER, Optional.empty(), "test");
        logIn(browser, "barbara", PASSWORD);
        String csrf = csrf(browser, "/console/login");
        assertThat(post(browser, "/console/setup/merchants", Map.of("_csrf", csrf))
                        .statusCode())
                .isEqualTo(403);
        assertThat(post(browser, "/console/logout", Map.of()).statusCode()).isEqualTo(403);
        assertThat(post(browser, "/console/logout", Map.of("_csrf", csrf)).statusCode())
                .isEqualTo(302);
        assertThat(leadsToLogIn(get(browser, "/console"))).isTrue();
    }

    @Test
    void pagesCarryAStrictContentSecurityPolicy() throws Exception {
        var page = get(browser, "/console/login");
        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(page.headers().firstValue("Content-Security-Policy"))
                .hasValueSatisfying(policy -> assertThat(policy)
                        .startsWith("default-src 'self'")
                        .contains("frame-ancestors 'none'")
                        .doesNotContain("unsafe"));
        assertThat(page.headers().firstValue("X-Content-Type-Options")).hasValue("nosniff");
        assertThat(page.headers().allValues("Set-Cookie")).noneMatch(cookie -> cookie.startsWith("tributary-session"));
    }

    /** Wrong passwords are counted by the address they come from too. */
    private static HttpClient browser(String address) {
        try {
            return HttpClient.newBuilder()
                    .cookieHandler(new CookieManager())
                    .localAddress(InetAddress.getByName(address))
                    .build();
        } catch (UnknownHostException e) {
            throw new IllegalStateException(e);
        }
    }

    private static boolean leadsToLogIn(HttpResponse<String> answer) {
        return answer.statusCode() == 302
                && answer.headers().firstValue("Location").orElseThrow().endsWith("/console/login");
    }

    private static HttpResponse<String> logIn(HttpClient browser, String name, String password) throws Exception {
        return post(
                browser,
                "/console/login",
                Map.of("_csrf", csrf(browser, "/console/login"), "username", name, "password", password));
    }

    private static String csrf(HttpClient browser, String page) throws Exception {
        var matcher = CSRF.matcher(get(browser, page).body());
        assertThat(matcher.find()).isTrue();
        return matcher.group(1);
    }

    private static HttpResponse<String> get(HttpClient browser, String path) throws Exception {
        return browser.send(HttpRequest.newBuilder(hub.url(path)).GET().build(), BodyHandlers.ofString());
    }

    private static HttpResponse<String> post(HttpClient browser, String path, Map<String, String> form)
            throws Exception {
        String body = form.entrySet().stream()
                .map(field -> field.getKey() + "=" + URLEncoder.encode(field.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
        return browser.send(
                HttpRequest.newBuilder(hub.url(path))
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .POST(BodyPublishers.ofString(body))
                        .build(),
                BodyHandlers.ofString());
    }
}
