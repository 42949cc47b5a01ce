package dev.tributary.inventory.reorder;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.access.Scope;
import dev.tributary.catalog.Catalog;
import dev.tributary.channels.Eventually;
import dev.tributary.database.Findings;
import dev.tributary.inventory.Availability;
import dev.tributary.inventory.Nodes;
import dev.tributary.inventory.StockAlerts;
import dev.tributary.inventory.StockAlerts.Alert;
import dev.tributary.inventory.StockAlerts.Method;
import dev.tributary.inventory.StockAlerts.Rule;
import dev.tributary.inventory.StockAlerts.Show;
import dev.tributary.inventory.StockKey;
import dev.tributary.testing.Api;
import dev.tributary.testing.HubUnderTest;
import dev.tributary.testing.Shop;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.IntUnaryOperator;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Sales of the past are written where the ledger's would be gathered; everything else is done as people do it. */
class StockAlertsTest {

    private static HubUnderTest hub;

    @BeforeAll
    static void start() {
        hub = HubUnderTest.start("tributary.inventory.reorder-after=PT1H");
    }

    @AfterAll
    static void stop() {
        hub.close();
    }

    private static final class Story {
        private final Shop shop;
        private final Api api;
        private final StockKey bread;
        private int number;

        Story(String merchant) {
            shop = Shop.open(hub, merchant);
            api = shop.api(Scope.ORDERS_WRITE, Scope.STOCK_WRITE, Scope.TILLS_WRITE, Scope.LEASES_WRITE);
            bread = key("wh-1");
        }

        StockKey key(String node) {
            var sku = Objects.requireNonNull(hub.bean(Catalog.class)
                    .skusByCode(shop.merchant(), List.of("BREAD"))
                    .get("BREAD"));
            return new StockKey(
                    shop.merchant(),
                    sku.id(),
                    hub.bean(Nodes.class)
                            .byCode(shop.merchant(), node)
                            .orElseThrow()
                            .id());
        }

        /** @param units of each day before today, yesterday being 1 */
        void sold(int days, IntUnaryOperator units) {
            round();
            for (int i = days; i >= 1; i--) {
                hub.bean(JdbcClient.class)
                        .sql("insert into inventory.daily_sales values (:merchant, :sku, :node, :day, :units)")
                        .param("merchant", bread.merchant().value())
                        .param("sku", bread.sku().value())
                        .param("node", bread.node().value())
                        .param("day", today().minusDays(i))
                        .param("units", units.applyAsInt(i))
                        .update();
            }
            hub.bean(JdbcClient.class)
                    .sql("update inventory.reorder_turn set done_on = null where merchant_id = :merchant")
                    .param("merchant", bread.merchant().value())
                    .update();
        }

        LocalDate today() {
            return LocalDate.now(ZoneId.of("Asia/Shanghai"));
        }

        String buy(int units) {
            return api.post(
                            "/v1/orders",
                            "{\"channel\": \"app\", \"number\": \"%d\", \"lines\": [{\"sku\": \"BREAD\", \"units\": %d, \"unitPrice\": {\"amount\": 500, \"currency\": \"CNY\"}}]}"
                                    .formatted(++number, units))
                    .json()
                    .path("id")
                    .asString();
        }

        void has(long units) {
            Eventually.yes(
                    "the memory knows the row",
                    () -> hub.bean(Availability.class)
                            .level(bread.merchant(), bread.sku(), bread.node())
                            .filter(level -> level.available() == units)
                            .isPresent());
        }

        void round() {
            hub.bean(ReorderRounds.class).round(bread.merchant());
        }

        List<Alert> alerts(Show show) {
            return hub.bean(StockAlerts.class)
                    .alerts(bread.merchant(), show, Optional.empty(), 50)
                    .items();
        }

        long told() {
            return hub.bean(JdbcClient.class)
                    .sql("select count(*) from journal.event where merchant_id = :merchant and type = 'stock.low.v1'")
                    .param("merchant", bread.merchant().value())
                    .query(Long.class)
                    .single();
        }

        List<Long> soldToday() {
            return hub.bean(JdbcClient.class)
                    .sql(
                            "select units from inventory.daily_sales where merchant_id = :merchant and day = :day order by node_id")
                    .param("merchant", bread.merchant().value())
                    .param("day", today())
                    .query(Long.class)
                    .list();
        }
    }

    @Test
    void salesAreWhatWasPromisedAndSoldLessWhatWasReleasedAndTakenBack() {
        var story = new Story("sales");
        story.buy(3);
        String regretted = story.buy(2);
        story.round();
        assertThat(story.soldToday()).containsExactly(5L);
        story.api.post("/v1/orders/" + regretted + "/cancel", "{\"reason\": \"x\"}", "Idempotency-Key", "c");
        sell(story, "1", 4);
        sell(story, "2", 1);
        story.api.post("/v1/till-voids", till("2", "", "\"reason\": \"wrong\""));
        story.round();
        story.round();
        assertThat(story.soldToday()).containsExactly(3L, 4L);
        assertThat(wrongBooks(story)).isZero();
        hub.bean(JdbcClient.class)
                .sql("update inventory.daily_sales set units = units + 1 where merchant_id = :merchant")
                .param("merchant", story.bread.merchant().value())
                .update();
        assertThat(wrongBooks(story)).isEqualTo(2);
    }

    /** Of this merchant: other tests write sales that no ledger knows. */
    private static long wrongBooks(Story story) {
        var findings = new Findings();
        new SalesBooks().run(hub.bean(JdbcClient.class), findings);
        return findings.examples().stream()
                .filter(example -> example.contains("merchantId=" + story.bread.merchant() + ","))
                .count();
    }

    /** Three rows that tills sold one unit of so many times, of one slice. */
    @Test
    void aSliceReadsBoundedLinesAndGoesOnWhereItStopped() {
        var story = new Story("longest");
        story.round();
        long before = gathered(story);
        var lines = List.of(30_000, 15_000, 7);
        for (int i = 0; i < lines.size(); i++) {
            ledger(story, 900 + i, lines.get(i));
        }
        var merchant = story.bread.merchant();
        var sales = hub.bean(SalesStore.class);
        var zone = ZoneId.of("Asia/Shanghai");

        var next = Optional.of(TurnStore.Place.BEGIN);
        var read = new ArrayList<Long>();
        while (next.isPresent()) {
            next = sales.gather(merchant, zone, next.get());
            read.add(gathered(story) - before);
        }

        assertThat(read).containsExactly(20_000L, 40_000L, 45_007L);
        assertThat(story.soldToday()).containsExactly(30_000L, 15_000L, 7L);
        assertThat(wrongBooks(story)).isZero();
        // The rounds go the same way, a place remembered after each slice.
        ledger(story, 903, 25_000);
        story.round();
        assertThat(story.soldToday()).containsExactly(30_000L, 15_000L, 7L, 25_000L);
    }

    private static void ledger(Story story, long node, int lines) {
        var jdbc = hub.bean(JdbcClient.class);
        jdbc.sql("""
                insert into inventory.stock (merchant_id, sku_id, node_id, on_hand, version)
                values (:merchant, :sku, :node, 0, :lines)
                """)
                .param("merchant", story.bread.merchant().value())
                .param("sku", story.bread.sku().value())
                .param("node", node)
                .param("lines", lines)
                .update();
        jdbc.sql("""
                insert into inventory.movement (merchant_id, sku_id, node_id, version, kind, on_hand_change, reserved_change,
                                                on_hand_after, reserved_after, units_short_after)
                select :merchant, :sku, :node, n, 5, -1, 0, :lines - n, 0, 0 from generate_series(1, :lines) as n
                """)
                .param("merchant", story.bread.merchant().value())
                .param("sku", story.bread.sku().value())
                .param("node", node)
                .param("lines", lines)
                .update();
    }

    private static long gathered(Story story) {
        return hub.bean(JdbcClient.class)
                .sql("select coalesce(sum(version), 0) from inventory.sales_gathered where merchant_id = :merchant")
                .param("merchant", story.bread.merchant().value())
                .query(Long.class)
                .single();
    }

    private static void sell(Story story, String sequence, int units) {
        var answer = story.api.post(
                "/v1/till-sales",
                till(
                        sequence,
                        "\"soldAt\": \"%s\", \"currency\": \"CNY\", \"tenders\": [], \"total\": {\"amount\": %d, \"currency\": \"CNY\"},"
                                .formatted(Instant.now(), units * 500),
                        "\"lines\": [{\"sku\": \"BREAD\", \"units\": %d, \"unitPrice\": {\"amount\": 500, \"currency\": \"CNY\"}}]"
                                .formatted(units)));
        assertThat(answer.status()).as(answer.body()).isEqualTo(201);
    }

    private static String till(String sequence, String more, String last) {
        return "{\"channel\": \"tills\", \"node\": \"store-3\", \"till\": \"1\", \"sequence\": \"%s\", \"businessDay\": \"2026-11-22\", %s %s}"
                .formatted(sequence, more, last);
    }

    @Test
    void alertsOpenWhenCoverIsShortAndCloseWhenItIsAmple() {
        var story = new Story("cover");
        story.sold(60, day -> 10);
        story.shop.receive("wh-1", "BREAD", 160);
        story.has(170);
        story.round();
        assertThat(story.alerts(Show.ALL)).isEmpty();
        story.buy(31);
        story.has(139);
        story.round();
        story.round();
        var alert = story.alerts(Show.LOUD).getFirst();
        assertThat(alert.forecast().orElseThrow().method()).isIn(Method.SMOOTHING, Method.WEEKDAYS);
        assertThat(alert.forecast().orElseThrow().perDay()).isEqualTo(10);
        var proposal = alert.proposal().orElseThrow();
        assertThat(proposal.units()).isEqualTo(1);
        assertThat(proposal.coverDays()).isEqualTo(13.9);
        assertThat(story.told()).isEqualTo(1);
        // A little more is not enough: it would open again with the next sale.
        story.shop.receive("wh-1", "BREAD", 20);
        story.has(159);
        story.round();
        assertThat(story.alerts(Show.OPEN)).hasSize(1);
        story.shop.receive("wh-1", "BREAD", 10);
        story.has(169);
        story.round();
        assertThat(story.alerts(Show.OPEN)).isEmpty();
        assertThat(story.alerts(Show.ALL).getFirst().closedAt()).isPresent();
        assertThat(story.told()).isEqualTo(1);
    }

    @Test
    void whatIsOnItsWayIsCountedOn() {
        var story = new Story("transfers");
        story.sold(60, day -> 10);
        story.shop.receive("store-3", "BREAD", 200);
        story.has(10);
        story.round();
        assertThat(story.alerts(Show.LOUD)).hasSize(1);
        var made = story.api.post(
                "/v1/transfers",
                "{\"number\": \"T-1\", \"from\": \"store-3\", \"to\": \"wh-1\", \"lines\": [{\"sku\": \"BREAD\", \"units\": 170}]}",
                "Idempotency-Key",
                "t");
        assertThat(made.status()).as(made.body()).isEqualTo(201);
        story.round();
        assertThat(story.alerts(Show.LOUD)).hasSize(1);
        var shipped = story.api.post(
                "/v1/transfers/" + made.json().path("id").asString() + "/ship", "{}", "Idempotency-Key", "s");
        assertThat(shipped.status()).as(shipped.body()).isEqualTo(200);
        story.round();
        assertThat(story.alerts(Show.OPEN)).isEmpty();
        var outlook = hub.bean(StockAlerts.class).outlook(story.bread).orElseThrow();
        assertThat(outlook.proposal().orElseThrow().expected()).isEqualTo(170);
        assertThat(outlook.proposal().orElseThrow().units()).isZero();
    }

    @Test
    void whatWasOrderedAndComesInTimeIsCountedOn() {
        var story = new Story("receipts");
        story.sold(60, day -> 10);
        story.has(10);
        assertThat(expect(story, "PO-1", 100, 5)).isEqualTo(200);
        assertThat(expect(story, "PO-2", 500, 60)).isEqualTo(200);
        story.round();
        var proposal = story.alerts(Show.LOUD).getFirst().proposal().orElseThrow();
        assertThat(proposal.expected()).isEqualTo(100);
        assertThat(proposal.units()).isEqualTo(30);
        assertThat(expect(story, "PO-1", 170, 5)).isEqualTo(200);
        story.round();
        assertThat(story.alerts(Show.OPEN)).isEmpty();
    }

    private static int expect(Story story, String number, int units, int inDays) {
        return story.api
                .put(
                        "/v1/stock/expected",
                        "{\"lines\": [{\"number\": \"%s\", \"sku\": \"BREAD\", \"node\": \"wh-1\", \"units\": %d, \"expectedAt\": \"%s\"}]}"
                                .formatted(number, units, Instant.now().plusSeconds(inDays * 86_400L)))
                .status();
    }

    @Test
    void theNarrowestRuleCounts() {
        var story = new Story("rules");
        var book = hub.bean(StockAlerts.class);
        var merchant = story.bread.merchant();
        var all = new Rule(Optional.empty(), Optional.empty(), Optional.of(3), 2, 950, 1);
        var sku = new Rule(Optional.of(story.bread.sku()), Optional.empty(), Optional.of(20), 10, 950, 24);
        assertThat(book.save(merchant, all, "test")).isTrue();
        story.sold(60, day -> 10);
        story.shop.receive("wh-1", "BREAD", 90);
        story.has(100);
        story.round();
        assertThat(story.alerts(Show.ALL)).isEmpty();
        assertThat(book.save(merchant, sku, "test")).isTrue();
        assertThat(book.rules(merchant)).containsExactly(all, sku);
        story.round();
        var proposal = story.alerts(Show.LOUD).getFirst().proposal().orElseThrow();
        assertThat(proposal.belowDays()).isEqualTo(30);
        assertThat(proposal.units()).isEqualTo(216);
        assertThat(proposal.formula())
                .isEqualTo("300.0 (forecast of 20 + 10 days) + 0.0 (safety: 1.645 x 0.00 x sqrt(20)) - 100 (available)"
                        + " - 0 (expected) = 200.0; in packs of 24: 216");
    }

    @Test
    void aSilencedRowIsNotToldOfUntilTheSilenceIsOver() {
        var story = new Story("silent");
        story.sold(60, day -> 10);
        story.has(10);
        story.round();
        assertThat(story.told()).isEqualTo(1);
        long id = story.alerts(Show.LOUD).getFirst().id();
        var book = hub.bean(StockAlerts.class);
        var until = Instant.now().plusSeconds(3_600);
        assertThat(book.silence(story.bread.merchant(), id, Optional.of(until), "ends its life", "li"))
                .isPresent();
        assertThat(story.alerts(Show.LOUD)).isEmpty();
        assertThat(story.alerts(Show.OPEN).getFirst().silence().orElseThrow().reason())
                .isEqualTo("ends its life");
        // Enough, and low again: a new alert of a row that is silent.
        story.shop.receive("wh-1", "BREAD", 500);
        story.has(510);
        story.round();
        assertThat(story.alerts(Show.OPEN)).isEmpty();
        story.buy(505);
        story.has(5);
        story.round();
        assertThat(story.alerts(Show.OPEN)).hasSize(1);
        assertThat(story.told()).isEqualTo(1);
        long again = story.alerts(Show.OPEN).getFirst().id();
        assertThat(book.silence(story.bread.merchant(), again, Optional.empty(), "", "li"))
                .isPresent();
        story.round();
        assertThat(story.told()).isEqualTo(2);
        assertThat(book.silence(story.bread.merchant(), 999_999, Optional.empty(), "", "li"))
                .isEmpty();
    }

    @Test
    void aRowWhoseSyncIsSuspendedOpensAndClosesNothing() {
        var story = new Story("leased");
        story.sold(60, day -> 10);
        var lease = story.api.post(
                "/v1/leases",
                "{\"subject\": \"STOCK_IN\", \"sku\": \"BREAD\", \"node\": \"wh-1\", \"reason\": \"x\", \"expiresAt\": \"%s\"}"
                        .formatted(Instant.now().plusSeconds(3_600)));
        assertThat(lease.status()).isEqualTo(201);
        // What an ERP tells meanwhile is a shadow value, and the row says what it said before.
        story.api.post(
                "/v1/stock:batch",
                "{\"lines\": [{\"node\": \"wh-1\", \"sku\": \"BREAD\", \"kind\": \"COUNT\", \"units\": 2, \"cause\": \"x\"}]}",
                "Idempotency-Key",
                "count");
        Eventually.yes("the lease counts here", () -> {
            story.round();
            return story.alerts(Show.ALL).isEmpty();
        });
        story.api.post(
                "/v1/leases/" + lease.json().path("id").asString() + "/end",
                "{\"drift\": \"APPLY\", \"reason\": \"done\"}",
                "Idempotency-Key",
                "end");
        story.has(2);
        Eventually.yes("an alert opens", () -> {
            story.round();
            return !story.alerts(Show.LOUD).isEmpty();
        });
        assertThat(story.alerts(Show.LOUD).getFirst().proposal().orElseThrow().available())
                .isEqualTo(2);
    }

    @Test
    void salesThatAreLongAgoForecastNothing() {
        var story = new Story("old");
        story.sold(60, day -> 10);
        story.round();
        assertThat(story.alerts(Show.OPEN)).hasSize(1);
        hub.bean(JdbcClient.class)
                .sql("update inventory.daily_sales set day = day - 500 where merchant_id = :merchant")
                .param("merchant", story.bread.merchant().value())
                .update();
        hub.bean(JdbcClient.class)
                .sql("update inventory.reorder_turn set done_on = null where merchant_id = :merchant")
                .param("merchant", story.bread.merchant().value())
                .update();
        story.round();
        assertThat(story.alerts(Show.OPEN)).isEmpty();
        assertThat(hub.bean(StockAlerts.class).outlook(story.bread)).isEmpty();
    }

    @Test
    void theOutlookShowsEachDayOnce() {
        var story = new Story("outlook");
        story.sold(100, day -> day % 10 == 0 ? 5 : 0);
        story.round();
        var outlook = hub.bean(StockAlerts.class).outlook(story.bread).orElseThrow();
        assertThat(outlook.sold()).hasSize(90);
        assertThat(outlook.sold().getFirst().day()).isEqualTo(story.today().minusDays(90));
        assertThat(outlook.sold().getFirst().units()).isEqualTo(5);
        assertThat(outlook.forecast().orElseThrow().method()).isEqualTo(Method.CROSTON_SBA);
        assertThat(hub.bean(StockAlerts.class).outlook(story.key("store-3"))).isEmpty();
    }
}
