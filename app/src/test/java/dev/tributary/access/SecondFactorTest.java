package dev.tributary.access;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.testing.Authenticator;
import dev.tributary.testing.ConsoleSession;
import dev.tributary.testing.HubUnderTest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

class SecondFactorTest {

    private static final Pattern SECRET = Pattern.compile("id=\"second-factor-secret\">([A-Z2-7]{32})<");
    private static final Pattern RECOVERY_CODE = Pattern.compile("([A-Z2-7]{4}-){3}[A-Z2-7]{4}");
    private static final String STEP = "/console/login/second-step";
    private static final String ACCOUNT = "/console/account";

    private static HubUnderTest hub;
    private static ConsoleSession administrator;

    private Authenticator app = new Authenticator("");
    private List<String> recoveryCodes = List.of();

    @BeforeAll
    static void start() {
        hub = HubUnderTest.start();
        administrator = ConsoleSession.ofFirstOperator(hub);
    }

    @AfterAll
    static void stop() {
        hub.close();
    }

    @Test
    void thePasswordAloneOpensNothing() {
        setUp("ada", Role.VIEWER);
        var browser = new ConsoleSession(hub);

        assertThat(browser.logIn("ada", ConsoleSession.PASSWORD).uri().getPath())
                .isEqualTo(STEP);
        assertThat(browser.get("/console").uri().getPath()).isEqualTo("/console/login");
        assertThat(browser.get(ACCOUNT).uri().getPath()).isEqualTo("/console/login");
        assertThat(browser.post(STEP + "/set-up", Map.of("code", app.nextCode()))
                        .uri()
                        .getPath())
                .isEqualTo(STEP);
        assertThat(browser.get(ACCOUNT).uri().getPath()).isEqualTo("/console/login");
        assertThat(new ConsoleSession(hub).get(STEP).uri().getPath()).isEqualTo("/console/login");
        assertThat(new ConsoleSession(hub).get("/console/login/else").uri().getPath())
                .isEqualTo("/console/login");
    }

    @Test
    void aRightCodeOpensTheConsoleAndAWrongOneDoesNot() {
        setUp("barbara", Role.VIEWER);
        var browser = halfWay("barbara");

        assertThat(browser.post(STEP, Map.of("code", app.wrongCode())).body()).contains("The code is wrong");
        assertThat(browser.get(ACCOUNT).uri().getPath()).isEqualTo("/console/login");
        browser.post(STEP, Map.of("code", app.nextCode()));
        assertThat(isIn(browser)).isTrue();
        assertThat(deeds("operator:barbara"))
                .containsExactly("log-in", "second-factor-set-up", "second-factor-refused", "log-in");
    }

    @Test
    void aCodeIsTakenOnce() {
        setUp("grace", Role.VIEWER);
        String code = app.nextCode();
        var first = halfWay("grace");
        var second = halfWay("grace");

        first.post(STEP, Map.of("code", code));
        assertThat(isIn(first)).isTrue();
        assertThat(second.post(STEP, Map.of("code", code)).body()).contains("The code is wrong");
        assertThat(isIn(second)).isFalse();
    }

    @Test
    void aCodeSentTwiceAtOnceIsTakenOnce() throws InterruptedException {
        setUp("ivan", Role.VIEWER);
        String code = app.nextCode();
        var browsers = List.of(halfWay("ivan"), halfWay("ivan"));
        var threads = browsers.stream()
                .map(browser -> Thread.ofVirtual().start(() -> browser.post(STEP, Map.of("code", code))))
                .toList();
        for (var thread : threads) {
            thread.join();
        }

        assertThat(browsers.stream().filter(SecondFactorTest::isIn)).hasSize(1);
    }

    @Test
    void aRecoveryCodeLetsInOnceAndIsStoredAsAHash() {
        setUp("edsger", Role.VIEWER);
        assertThat(recoveryCodes).hasSize(SecondFactors.RECOVERY_CODES).doesNotHaveDuplicates();
        String code = recoveryCodes.get(3);
        var first = halfWay("edsger");
        first.post(STEP, Map.of("code", code.toLowerCase(java.util.Locale.ROOT).replace('-', ' ')));
        assertThat(isIn(first)).isTrue();
        assertThat(first.get(ACCOUNT).body()).contains("9 recovery codes left");

        var second = halfWay("edsger");
        assertThat(second.post(STEP, Map.of("code", code)).body()).contains("The code is wrong");
        assertThat(isIn(second)).isFalse();
        assertThat(deeds("operator:edsger")).contains("recovery-code-used");
    }

    @Test
    void wrongCodesCostPausesThatARightPasswordDoesNotEnd() {
        setUp("frances", Role.VIEWER);
        for (int i = 0; i < 5; i++) {
            assertThat(halfWay("frances")
                            .post(STEP, Map.of("code", app.wrongCode()))
                            .body())
                    .contains("The code is wrong");
        }

        assertThat(new ConsoleSession(hub)
                        .logIn("frances", ConsoleSession.PASSWORD)
                        .body())
                .contains("Too many wrong passwords");
        assertThat(factor("frances").recoveryCodesLeft()).isEqualTo(10);
    }

    @Test
    void anAdministratorResetsAnothersAndNobodyTheirOwn() {
        long id = setUp("tony", Role.VIEWER);
        assertThat(administrator.get("/console/setup/operators").body()).contains(reset(id));
        assertThat(administrator.post(reset(id), Map.of()).body()).contains("Their second factor is gone");

        var browser = new ConsoleSession(hub);
        browser.logIn("tony", ConsoleSession.PASSWORD);
        assertThat(isIn(browser)).isTrue();
        assertThat(administrator.post(reset(id), Map.of()).statusCode()).isEqualTo(404);
        assertThat(administrator.post(reset(1), Map.of()).statusCode()).isEqualTo(409);
        assertThat(browser.post(reset(1), Map.of()).statusCode()).isEqualTo(403);
        assertThat(hub.bean(JdbcClient.class)
                        .sql("select actor || ' ' || detail from access.audit where kind = 'second-factor-reset'")
                        .query(String.class)
                        .list())
                .containsExactly("operator:li " + id);
    }

    @Test
    void aSessionLeftOpenIsNotEnoughToReplaceOrTurnOff() {
        setUp("dana", Role.OPERATOR);
        var browser = halfWay("dana");
        browser.post(STEP, Map.of("code", app.nextCode()));

        assertThat(browser.post(ACCOUNT + "/second-factor", Map.of("code", app.wrongCode()))
                        .body())
                .contains("The code is wrong")
                .doesNotContain("second-factor-secret");
        assertThat(browser.post(ACCOUNT + "/second-factor/off", Map.of("code", app.wrongCode()))
                        .body())
                .contains("The code is wrong");
        var drawn = browser.post(ACCOUNT + "/second-factor", Map.of("code", recoveryCodes.getFirst()));
        var newApp = new Authenticator(found(SECRET, drawn.body()));
        assertThat(browser.post(ACCOUNT + "/second-factor/confirm", Map.of("code", newApp.wrongCode()))
                        .body())
                .contains("The code is wrong");
        assertThat(factor("dana").recoveryCodesLeft()).isEqualTo(9);
        browser.post(ACCOUNT + "/second-factor/confirm", Map.of("code", newApp.nextCode()));
        assertThat(factor("dana").recoveryCodesLeft()).isEqualTo(10);
        assertThat(browser.post(ACCOUNT + "/second-factor/off", Map.of("code", newApp.nextCode()))
                        .body())
                .contains("password alone again");
        assertThat(hub.bean(SecondFactors.class).of(operator("dana"))).isEmpty();
    }

    @Test
    void aDraftFromBeforeTheFactorInForceDoesNotTakeItsPlace() {
        hub.bean(Operators.class).create("mary", ConsoleSession.PASSWORD, Role.VIEWER, Optional.empty(), "test");
        var leftOpen = ConsoleSession.loggedIn(hub, "mary");
        var strangers = new Authenticator(found(
                SECRET, leftOpen.post(ACCOUNT + "/second-factor", Map.of()).body()));
        var owners = ConsoleSession.loggedIn(hub, "mary");
        var drawn = owners.post(ACCOUNT + "/second-factor", Map.of()).body();
        app = new Authenticator(found(SECRET, drawn));
        owners.post(ACCOUNT + "/second-factor/confirm", Map.of("code", app.nextCode()));
        var inForce = factor("mary");

        leftOpen.post(ACCOUNT + "/second-factor/confirm", Map.of("code", strangers.nextCode()));

        assertThat(factor("mary")).isEqualTo(inForce);
        var browser = halfWay("mary");
        browser.post(STEP, Map.of("code", app.nextCode()));
        assertThat(isIn(browser)).isTrue();
    }

    @Test
    void aHubThatDemandsItSetsItUpAtTheNextLogIn() {
        try (var strict = HubUnderTest.start("tributary.operators.second-factor=required")) {
            var browser = ConsoleSession.ofFirstOperator(strict);
            var page = browser.get(STEP);
            assertThat(page.body()).contains("This hub asks everybody", "<svg class=\"qr\"");
            assertThat(browser.get("/console").uri().getPath()).isEqualTo("/console/login");
            app = new Authenticator(found(SECRET, page.body()));
            assertThat(browser.post(STEP + "/set-up", Map.of("code", app.wrongCode()))
                            .body())
                    .contains("The code is wrong");

            var account = browser.post(STEP + "/set-up", Map.of("code", app.nextCode()));
            assertThat(account.uri().getPath()).isEqualTo(ACCOUNT);
            assertThat(RECOVERY_CODE.matcher(account.body()).results()).hasSize(10);
            assertThat(browser.get(ACCOUNT).body()).doesNotContainPattern(RECOVERY_CODE);
            assertThat(browser.post(ACCOUNT + "/second-factor/off", Map.of("code", app.nextCode()))
                            .statusCode())
                    .isEqualTo(409);
        }
    }

    @Test
    void neitherTheSecretNorACodeIsStoredInClear() {
        setUp("niklaus", Role.VIEWER);
        var jdbc = hub.bean(JdbcClient.class);

        assertThat(jdbc.sql("select length(secret) from access.second_factor")
                        .query(Integer.class)
                        .list())
                .isNotEmpty()
                .allSatisfy(length -> assertThat(length).isEqualTo(12 + 20 + 16));
        assertThat(jdbc.sql("select length(code_hash) from access.recovery_code")
                        .query(Integer.class)
                        .list())
                .isNotEmpty()
                .allSatisfy(length -> assertThat(length).isEqualTo(32));
    }

    /** Makes an operator who sets up a second factor; their app and recovery codes are at hand then. */
    private long setUp(String name, Role role) {
        long id = hub.bean(Operators.class)
                .create(name, ConsoleSession.PASSWORD, role, Optional.empty(), "test")
                .id();
        var browser = ConsoleSession.loggedIn(hub, name);
        assertThat(browser.get(ACCOUNT).body()).doesNotContain("second-factor-secret");
        var drawn = browser.post(ACCOUNT + "/second-factor", Map.of()).body();
        app = new Authenticator(found(SECRET, drawn));
        assertThat(drawn).contains("otpauth://totp/Tributary:" + name + "?secret=" + found(SECRET, drawn));
        var confirmed = browser.post(ACCOUNT + "/second-factor/confirm", Map.of("code", app.nextCode()));
        assertThat(confirmed.body()).doesNotContain("second-factor-secret");
        recoveryCodes = RECOVERY_CODE
                .matcher(confirmed.body())
                .results()
                .map(java.util.regex.MatchResult::group)
                .toList();
        return id;
    }

    private static ConsoleSession halfWay(String name) {
        var browser = new ConsoleSession(hub);
        HttpResponse<String> page = browser.logIn(name, ConsoleSession.PASSWORD);
        assertThat(page.uri().getPath()).isEqualTo(STEP);
        return browser;
    }

    private static boolean isIn(ConsoleSession browser) {
        return browser.get(ACCOUNT).uri().getPath().equals(ACCOUNT);
    }

    private static Operator operator(String name) {
        return hub.bean(Operators.class).all().stream()
                .filter(one -> one.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private static SecondFactor factor(String name) {
        return hub.bean(SecondFactors.class).of(operator(name)).orElseThrow();
    }

    private static List<String> deeds(String actor) {
        return hub.bean(JdbcClient.class)
                .sql("select kind from access.audit where actor = :actor order by id")
                .param("actor", actor)
                .query(String.class)
                .list();
    }

    private static String reset(long id) {
        return "/console/setup/operators/%d/reset-second-factor".formatted(id);
    }

    private static String found(Pattern pattern, String text) {
        var matcher = pattern.matcher(text);
        assertThat(matcher.find()).as("%s in %s", pattern, text).isTrue();
        return matcher.group(1);
    }
}
