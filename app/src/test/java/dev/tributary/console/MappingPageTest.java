package dev.tributary.console;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.access.Operators;
import dev.tributary.access.Role;
import dev.tributary.catalog.CatalogLists;
import dev.tributary.channels.Eventually;
import dev.tributary.channels.MappingEditor;
import dev.tributary.channels.MessageDesk.State;
import dev.tributary.channels.Shop;
import dev.tributary.channels.adapter.AdapterFiles;
import dev.tributary.kernel.ProblemException;
import dev.tributary.testing.Api;
import dev.tributary.testing.ConsoleSession;
import dev.tributary.testing.HubUnderTest;
import dev.tributary.testing.MeituanPush;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MappingPageTest {

    @TempDir
    private static Path files;

    private static HubUnderTest hub;
    private static Shop shop;

    /** A hub of its own: what is saved would serve the shared one's other channels. */
    @BeforeAll
    static void start() {
        hub = HubUnderTest.start("tributary.adapters=" + files);
        shop = Shop.open(
                hub,
                "meituan",
                Map.of(
                        "appId",
                        MeituanPush.APP_ID,
                        "appSecret",
                        "hush",
                        "apiBaseUrl",
                        "http://localhost:9/api",
                        "stores",
                        Map.of("poi-3", "store-3")));
        push();
        Eventually.yes(
                "the message is looked at",
                () -> shop.messages().stream().anyMatch(it -> it.state() == State.PROCESSED));
    }

    @AfterAll
    static void stop() {
        hub.close();
    }

    @Test
    void aStoredMessageShowsWhatTheEditedFileMakesOfIt() {
        var editor = hub.bean(MappingEditor.class);
        var file = editor.file("meituan");
        assertThat(file.own()).isFalse();
        var message = Optional.of(shop.messages().getFirst().id());

        var made = editor.preview(shop.merchant, shop.channel, file.text(), message);
        assertThat(made.made().orElseThrow()).contains("820170017001").doesNotContain("李雷", "13512342210");
        assertThat(made.refusal()).isEmpty();

        var withoutNumber =
                editor.preview(shop.merchant, shop.channel, file.text().replace("\"number\"", "\"nummer\""), message);
        assertThat(withoutNumber.refusal()).isPresent();

        var broken = editor.preview(shop.merchant, shop.channel, file.text() + "\nnonsense: 1\n", message);
        assertThat(broken.fault().orElseThrow()).contains("meituan.yaml line ", "nonsense");

        var unmasked = editor.preview(
                shop.merchant,
                shop.channel,
                file.text().replaceFirst("(?s)personal: \\[.*?\\]", "personal: [none]"),
                message);
        assertThat(unmasked.made().orElseThrow()).doesNotContain("李雷", "13512342210");
    }

    @Test
    void onlyAFileThatPassesIsSavedAndOnlyByWhoAdministersTheHub() throws IOException {
        var console = ConsoleSession.administrator(hub, "li-mapping");
        var page = path();
        assertThat(console.get(page).body()).contains("820170017001", "which the hub brings");
        var file = hub.bean(MappingEditor.class).file("meituan");

        var tried = Map.of(
                "version", file.version(),
                "text", file.text(),
                "message", String.valueOf(shop.messages().getFirst().id()));
        assertThat(console.post(page + "/preview", tried).body())
                .contains("820170017001")
                .doesNotContain("<textarea");

        var wrong = file.text().replace("\"number\"", "\"nummer\"");
        assertThat(console.post(page, Map.of("version", file.version(), "text", wrong))
                        .body())
                .contains("Not saved", "samples/meituan.yaml line");
        assertThat(files.resolve("meituan.yaml")).doesNotExist();

        var better = "# ours\n" + file.text();
        assertThat(console.post(page, Map.of("version", file.version(), "text", better.replace("\n", "\r\n")))
                        .body())
                .contains("in use on this node", "a file of var/adapters");
        assertThat(Files.readString(files.resolve("meituan.yaml"))).isEqualTo(better);
        assertThat(hub.bean(AdapterFiles.class).own("meituan")).isTrue();

        assertThat(console.post(page, Map.of("version", file.version(), "text", better))
                        .statusCode())
                .isEqualTo(409);

        hub.bean(Operators.class)
                .create("han", ConsoleSession.PASSWORD, Role.ADMIN, Optional.of(shop.merchant), "test");
        assertThat(ConsoleSession.loggedIn(hub, "han").get(page).statusCode()).isEqualTo(403);
    }

    @Test
    void aMessageOfAnotherChannelIsNotTried() {
        var other = Shop.open(
                hub,
                "shopify",
                Map.of(
                        "shopDomain", "shop.example",
                        "webhookSecret", "hush",
                        "apiBaseUrl", "http://localhost:9/admin",
                        "accessToken", "token",
                        "locationId", "1"));
        var editor = hub.bean(MappingEditor.class);
        var message = Optional.of(shop.messages().getFirst().id());
        var text = editor.file("shopify").text();
        org.assertj.core.api.Assertions.assertThatExceptionOfType(ProblemException.class)
                .isThrownBy(() -> editor.preview(other.merchant, other.channel, text, message));
    }

    private static void push() {
        var form = Map.of(
                "order_id", "820170017001",
                "app_poi_code", "poi-3",
                "recipient_name", "李雷",
                "recipient_phone", "13512342210",
                "total", "10.00",
                "status", "2",
                "ctime", "1795312800",
                "detail", "[{\"sku_id\":\"MILK\",\"food_name\":\"milk\",\"quantity\":1,\"price\":10}]");
        var call = MeituanPush.signed(
                hub.url("/doors/meituan/" + shop.channel + "/order"),
                MeituanPush.encoded(form),
                "hush",
                Instant.now().getEpochSecond());
        assertThat(Api.send(call).status()).isEqualTo(200);
    }

    private static String path() {
        var merchant = hub.bean(CatalogLists.class).merchants().stream()
                .filter(known -> known.id().equals(shop.merchant))
                .findFirst()
                .orElseThrow();
        return "/console/m/" + merchant.code() + "/setup/channels/meituan/mapping";
    }
}
