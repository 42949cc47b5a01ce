package dev.tributary.console;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.catalog.CatalogLists;
import dev.tributary.kernel.ChannelId;
import dev.tributary.kernel.MerchantId;
import dev.tributary.kernel.Money;
import dev.tributary.kernel.NodeId;
import dev.tributary.kernel.Region;
import dev.tributary.kernel.SkuId;
import dev.tributary.orders.Command;
import dev.tributary.orders.OrderDraft;
import dev.tributary.orders.OrderIntake;
import dev.tributary.orders.Outcome;
import dev.tributary.testing.ConsoleSession;
import dev.tributary.testing.HubUnderTest;
import dev.tributary.vault.PersonalData;
import dev.tributary.vault.Vault;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;

class OrderPagesTest {

    private static final String ROOM = "/console/m/acme-orders";

    private static HubUnderTest hub;
    private static ConsoleSession console;

    @BeforeAll
    static void start() {
        hub = HubUnderTest.shared();
        console = ConsoleSession.administrator(hub, "li-orders");
        console.post(
                "/console/setup/merchants",
                Map.of("code", "acme-orders", "name", "Acme Foods", "zone", "Asia/Shanghai", "currency", "CNY"));
        console.post(
                ROOM + "/setup/nodes",
                Map.of(
                        "code",
                        "store-3",
                        "name",
                        "Store 3",
                        "kind",
                        "STORE",
                        "country",
                        "CN",
                        "region",
                        "310101",
                        "leadTimeDays",
                        "0",
                        "ability-SHIP",
                        "on"));
        console.post(
                ROOM + "/setup/products", Map.of("code", "MILK", "name", "Milk", "unit", "PIECE", "price", "12.90"));
        console.post(
                ROOM + "/setup/channels",
                Map.of("adapter", "app", "code", "app", "name", "Our app", "node-1", "store-3", "holdMinutes", "30"));
        stock("RECEIVE", 60, "receive-1");
        stock("SAFETY", 4, "safety-1");
    }

    @Test
    void theChecklistSaysWhatIsDoneAndWhatIsNext() {
        var page = console.get(ROOM + "/setup").body();

        assertThat(page).contains("First steps").containsPattern("class=\"next\"");
    }

    @Test
    void stockSentTwiceWithOneWishIsBookedOnce() {
        stock("RECEIVE", 60, "receive-1");

        assertThat(console.get(ROOM + "/stock/row?sku=MILK&node=store-3").body())
                .contains("receipt/PO-7", "<b>60</b><span>On hand</span>")
                .doesNotContain(">120<");
    }

    @Test
    void aRowExplainsItsNumberAndItsLedgerLeadsToTheOrder() {
        long order = place("A-ledger", 2);

        var page = console.get(ROOM + "/stock/row?sku=MILK&node=store-3").body();

        assertThat(page).contains("Why is this", ROOM + "/orders/" + order);
    }

    @Test
    void aRowIsShownAsItWas() {
        console.post(ROOM + "/setup/products", Map.of("code", "JUICE", "name", "Juice", "unit", "PIECE", "price", "3"));
        stock("JUICE", "RECEIVE", 8, "juice-1");
        String row = ROOM + "/stock/row?sku=JUICE&node=store-3";
        hub.bean(JdbcClient.class)
                .sql(
                        "update inventory.movement set recorded_at = recorded_at - interval '3 seconds'"
                                + " where sku_id = (select sku_id from catalog.sku where merchant_id = :merchant and code = 'JUICE')")
                .param("merchant", merchant().value())
                .update();
        var zone = ZoneId.of("Asia/Shanghai");
        var then = LocalDateTime.now(zone).minusSeconds(1).truncatedTo(ChronoUnit.SECONDS);
        stock("JUICE", "RECEIVE", 5, "juice-2");

        var now = console.get(row).body();
        var page = console.get(row + "&at=" + then).body();

        assertThat(now).contains("Why is this 13?", "type=\"datetime-local\"");
        assertThat(page).contains("Why was this 8?", "Made so by movement 1 at").doesNotContain(">+5<");
        assertThat(console.get(row + "&at=" + then.minusDays(1)).body())
                .contains("Why is this 13?", "the row is known since");
        assertThat(console.get(row + "&at=" + then.plusDays(1)).body())
                .contains("Why is this 13?", "That time has not come yet.");
        assertThat(console.get(row + "&at=noon").statusCode()).isEqualTo(400);
    }

    @Test
    void anOrderIsFoundByNumberAndByPersonAndShowsOnlyMaskedData() {
        long order = place("A-find", 1);

        assertThat(console.get(ROOM + "/orders?number=A-find").body())
                .contains(ROOM + "/orders/" + order)
                .doesNotContain("13512342210");
        assertThat(console.post(ROOM + "/orders/person", Map.of("person", "13512342210"))
                        .body())
                .contains(ROOM + "/orders/" + order);
        assertThat(console.get(ROOM + "/orders/" + order).body())
                .contains("135****2210")
                .doesNotContain("13512342210");
    }

    @Test
    void personalDataIsShownInClearOnlyWithAReason() {
        long order = place("A-reveal", 1);

        assertThat(console.post(ROOM + "/orders/" + order + "/reveal", Map.of("reason", " "))
                        .statusCode())
                .isEqualTo(400);
        assertThat(console.post(ROOM + "/orders/" + order + "/reveal", Map.of("reason", "customer called"))
                        .body())
                .contains("13512342210");
    }

    @Test
    void anOrderIsSentToSomeoneElse() {
        long order = place("A-recipient", 1);
        var form = Map.of(
                "name",
                "韩梅梅",
                "phone",
                "13900001111",
                "email",
                "",
                "address",
                "杭州市西湖区1号",
                "country",
                "CN",
                "region",
                "330106");

        assertThat(console.get(ROOM + "/orders/" + order).body()).doesNotContain("do-recipient");
        var page = console.post(ROOM + "/orders/" + order + "/recipient", form).body();

        assertThat(page).contains("139****1111", "330106").doesNotContain("13900001111", "135****2210");
        assertThat(console.post(ROOM + "/orders/" + order + "/reveal", Map.of("reason", "customer called"))
                        .body())
                .contains("13900001111", "do-recipient");
    }

    @Test
    void onlyAnAdministratorErasesThePersonOfAnOrder() {
        String page = ROOM + "/orders/" + place("A-erase", 1);
        console.post(
                "/console/setup/operators",
                Map.of(
                        "name",
                        "mei-orders",
                        "password",
                        ConsoleSession.PASSWORD,
                        "role",
                        "OPERATOR",
                        "merchant",
                        "acme-orders"));
        var mei = ConsoleSession.loggedIn(hub, "mei-orders");

        assertThat(mei.get(page).body()).contains("135****2210").doesNotContain(page + "/erase");
        assertThat(mei.post(page + "/erase", Map.of()).statusCode()).isEqualTo(403);
        assertThat(mei.get(page).body()).contains("135****2210");
        assertThat(console.get(page).body()).contains(page + "/erase");
    }

    @Test
    void anOrderIsRemarkedFlaggedHeldReleasedAndCancelled() {
        String page = ROOM + "/orders/" + place("A-life", 1);

        console.post(page + "/remark", Map.of("remark", "gift wrap"));
        console.post(page + "/flag", Map.of("flag", "VIP"));
        assertThat(console.post(page + "/decide", Map.of("next", "ON_HOLD", "reason", "address", "wish", "w-1"))
                        .body())
                .contains("gift wrap", "VIP", "On hold", "operator:li-orders");
        assertThat(console.post(page + "/decide", Map.of("next", "ACCEPTED", "reason", "clear", "wish", "w-2"))
                        .body())
                .contains("To pay");
        assertThat(console.post(page + "/decide", Map.of("next", "CANCELLED", "reason", "asked", "wish", "w-3"))
                        .body())
                .contains("Cancelled");
        assertThat(console.post(page + "/decide", Map.of("next", "ON_HOLD", "reason", "late", "wish", "w-4"))
                        .body())
                .contains("That is not possible");
    }

    @Test
    void linesAreEdited() {
        String page = ROOM + "/orders/" + place("A-lines", 3);

        var edited = console.post(page + "/lines", Map.of("units-1", "2", "reason", "asked", "wish", "e-1"));

        assertThat(edited.body()).contains("¥25.80");
    }

    @Test
    void anotherMerchantsOrderIsNotFound() {
        console.post(
                "/console/setup/merchants",
                Map.of("code", "rival-orders", "name", "Rival", "zone", "Asia/Shanghai", "currency", "CNY"));
        long order = place("A-walls", 1);

        assertThat(console.get("/console/m/rival-orders/orders/" + order).statusCode())
                .isEqualTo(404);
        assertThat(console.get("/console/m/rival-orders/stock/row?sku=MILK&node=store-3")
                        .statusCode())
                .isEqualTo(404);
        assertThat(console.get(ROOM + "/orders/not-a-number").statusCode()).isEqualTo(404);
    }

    @Test
    void stockComesInByCsvAllOrNone(@TempDir Path folder) throws IOException {
        console.post(ROOM + "/setup/products", Map.of("code", "TEA", "name", "Tea", "unit", "PIECE", "price", "3"));
        Path good = folder.resolve("good.csv");
        Files.writeString(good, "node,sku,units,cause\nstore-3,TEA,7,receipt/PO-9\n");
        Path bad = folder.resolve("bad.csv");
        Files.writeString(bad, "node,sku,units\nstore-3,TEA,5\nstore-3,NONE,1\nnowhere,TEA,x\n");
        console.get(ROOM + "/setup/receipts");

        assertThat(console.upload(ROOM + "/setup/receipts/csv?wish=csv-1", good).body())
                .contains("Booked: 1");
        assertThat(console.upload(ROOM + "/setup/receipts/csv?wish=csv-2", bad).body())
                .contains("Line 3, sku: No SKU has this code.", "Line 4, node", "Line 4, units");
        assertThat(console.get(ROOM + "/stock/row?sku=TEA&node=store-3").body()).contains("Why is this 7?");
    }

    private static void stock(String kind, long units, String wish) {
        stock("MILK", kind, units, wish);
    }

    private static void stock(String sku, String kind, long units, String wish) {
        console.post(
                ROOM + "/setup/receipts",
                Map.of(
                        "node",
                        "store-3",
                        "sku",
                        sku,
                        "kind",
                        kind,
                        "units",
                        Long.toString(units),
                        "wish",
                        wish,
                        "cause",
                        "receipt/PO-7"));
    }

    private static MerchantId merchant() {
        return hub.bean(CatalogLists.class)
                .merchant("acme-orders")
                .orElseThrow()
                .id();
    }

    private static long place(String number, long units) {
        var merchant = merchant();
        var channel = hub.bean(CatalogLists.class).channels(merchant).getFirst();
        var sku = Objects.requireNonNull(hub.bean(dev.tributary.catalog.Catalog.class)
                .skusByCode(merchant, List.of("MILK"))
                .get("MILK"));
        var placed = hub.bean(OrderIntake.class)
                .decide(new Command.Place(draft(merchant, channel.id(), sku.id(), channel.nodes(), number, units)));
        return ((Outcome.Placed) placed).order().value();
    }

    private static OrderDraft draft(
            MerchantId merchant, ChannelId channel, SkuId sku, List<NodeId> nodes, String number, long units) {
        var recipient = hub.bean(Vault.class)
                .seal(
                        merchant,
                        new PersonalData(
                                Optional.of("李雷"), Optional.of("13512342210"), Optional.empty(), Optional.empty()));
        return new OrderDraft(
                merchant,
                channel,
                number,
                new byte[32],
                Optional.empty(),
                OrderDraft.Intent.REQUEST,
                OrderDraft.Fill.ALL_OR_NOTHING,
                0,
                Instant.parse("2026-11-22T02:00:00Z"),
                Optional.of(recipient),
                new OrderDraft.Delivery(OrderDraft.Delivery.Method.SHIP, Optional.of(new Region("CN", "310101"))),
                List.of(new OrderDraft.Line(
                        1, Optional.of(sku), "MILK", "Milk", units, Money.of(1290, "CNY"), Money.of(0, "CNY"), nodes)),
                List.of(),
                Money.of(0, "CNY"),
                Money.of(0, "CNY"),
                Optional.empty(),
                Optional.empty(),
                false,
                false,
                Duration.ofMinutes(30),
                Optional.empty(),
                Map.of("deviceId", "d-1"));
    }
}
