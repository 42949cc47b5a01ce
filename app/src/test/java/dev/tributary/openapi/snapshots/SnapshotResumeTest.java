package dev.tributary.openapi.snapshots;

import static dev.tributary.openapi.snapshots.SnapshotTexts.adjust;
import static dev.tributary.openapi.snapshots.SnapshotTexts.body;
import static dev.tributary.openapi.snapshots.SnapshotTexts.counts;
import static dev.tributary.openapi.snapshots.SnapshotTexts.line;
import static dev.tributary.openapi.snapshots.SnapshotTexts.now;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tributary.access.Scope;
import dev.tributary.inventory.Snapshots;
import dev.tributary.inventory.StockSnapshot;
import dev.tributary.kernel.MerchantId;
import dev.tributary.openapi.Doors;
import dev.tributary.openapi.StockSnapshots;
import dev.tributary.orders.Command;
import dev.tributary.orders.OrderIntake;
import dev.tributary.testing.Api;
import dev.tributary.testing.HubUnderTest;
import dev.tributary.testing.Shop;
import dev.tributary.testing.TestPostgres;
import java.time.Duration;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What becomes of a snapshot whose hub stops while it is applied. */
class SnapshotResumeTest {

    private static final int LINES = 6 * StockSnapshot.PART_LINES;
    private static final String LAST = "S" + (LINES - 1);
    private static final String DOOR = "/v1/stock/snapshots";

    /** The second time nobody tells it again: the hub goes on by itself. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aSnapshotWhoseHubDiedHalfWayEndsInTheSameNumbers(boolean toldAgain) {
        int lines = 2 * StockSnapshot.PART_LINES;
        var last = "S" + (lines - 1);
        var database = TestPostgres.freshDatabase();
        String whole;
        String id;
        MerchantId merchant;
        try (var hub = HubUnderTest.on(database)) {
            var shop = Shop.open(hub, "restart");
            merchant = shop.merchant();
            var api = shop.api(Scope.SETUP_WRITE, Scope.STOCK_WRITE, Scope.STOCK_READ);
            Doors.csv(
                    api,
                    "/v1/products:batch",
                    IntStream.range(0, lines)
                            .mapToObj(i -> "p%d,S%d,S,1\n".formatted(i, i))
                            .collect(Collectors.joining("", "product,sku,name,price\n", "")));
            whole = body(
                    "NIGHT",
                    now(hub),
                    IntStream.range(0, lines)
                            .mapToObj(i -> line("wh-1", "S" + i, 7))
                            .collect(Collectors.joining(",")));
            id = api.post(DOOR + ":preview", whole).json().path("id").asString();
            // As the worker does, until the hub is gone after the first part.
            var snapshots = hub.bean(Snapshots.class);
            var applying = snapshots.startApplying(merchant, Long.parseLong(id));
            var part = snapshots.next(applying.snapshot());
            hub.bean(OrderIntake.class)
                    .decide(new Command.ApplySnapshot(applying.snapshot(), "1", applying.contentHash(), part));
            adjust(api, "S3", -2);
            assertThat(snapshots(api, "S3")).isEqualTo(1);
            assertThat(snapshots(api, last)).isZero();
        }
        try (var hub = HubUnderTest.on(database)) {
            var api = Api.of(hub, merchant, Scope.STOCK_WRITE, Scope.STOCK_READ);
            if (toldAgain) {
                api.put(DOOR, whole);
            } else {
                hub.bean(SnapshotApplying.class).resume(now(hub).plusSeconds(1), () -> true);
            }

            assertThat(counts(api.get(DOOR + "/" + id).json()))
                    .isEqualTo("APPLIED %1$d lines, %1$d changed, 0 unchanged, 0 ignored, 0 wrong, 0 zeroed"
                            .formatted(lines));
            var first = api.get("/v1/stock/S3/wh-1/ledger").json().path("items");
            assertThat(first.size()).isEqualTo(2);
            assertThat(first.at("/0/onHandAfter").asInt()).isEqualTo(5);
            assertThat(snapshots(api, last)).isEqualTo(1);
        }
    }

    /** The worker stops somewhere in the middle, whenever that is, because the intake takes no more. */
    @Test
    void aWorkerThatIsStoppedLeavesWholePartsAndGoesOnBehindThem() throws InterruptedException {
        var database = TestPostgres.freshDatabase();
        String id;
        MerchantId merchant;
        try (var hub = HubUnderTest.on(database)) {
            var shop = Shop.open(hub, "stopped");
            merchant = shop.merchant();
            var api = shop.api(Scope.SETUP_WRITE, Scope.STOCK_WRITE, Scope.STOCK_READ);
            Doors.csv(
                    api,
                    "/v1/products:batch",
                    IntStream.range(0, LINES)
                            .mapToObj(i -> "p%d,S%d,S,1\n".formatted(i, i))
                            .collect(Collectors.joining("", "product,sku,name,price\n", "")));
            String lines = IntStream.range(0, LINES)
                    .mapToObj(i -> line("wh-1", "S" + i, i + 1))
                    .collect(Collectors.joining(","));
            id = api.post(DOOR + ":preview", body("NIGHT", now(hub), lines))
                    .json()
                    .path("id")
                    .asString();
            hub.bean(StockSnapshots.class).applySoon(merchant, Long.parseLong(id));
            await().pollInterval(Duration.ofMillis(1))
                    .atMost(Duration.ofSeconds(30))
                    .until(() -> snapshots(api, "S0") > 0);
        }
        try (var hub = HubUnderTest.on(database)) {
            var api = Api.of(hub, merchant, Scope.STOCK_WRITE, Scope.STOCK_READ);
            var left = api.get(DOOR + "/" + id).json();
            assertThat(left.path("changed").asInt() % StockSnapshot.PART_LINES).isZero();

            hub.bean(SnapshotApplying.class).resume(now(hub).plusSeconds(1), () -> true);

            assertThat(counts(api.get(DOOR + "/" + id).json()))
                    .isEqualTo("APPLIED %1$d lines, %1$d changed, 0 unchanged, 0 ignored, 0 wrong, 0 zeroed"
                            .formatted(LINES));
            assertThat(api.get("/v1/stock/%s/wh-1/ledger".formatted(LAST))
                            .json()
                            .at("/items/0/onHandAfter")
                            .asInt())
                    .isEqualTo(LINES);
        }
    }

    @Test
    void snapshotsThatFailEachTimeHoldUpNoOther() {
        try (var hub = HubUnderTest.start()) {
            var shop = Shop.open(hub, "starved");
            var api = shop.api(Scope.SETUP_WRITE, Scope.STOCK_WRITE, Scope.STOCK_READ);
            Doors.csv(api, "/v1/products:batch", "product,sku,name,price\np,S0,S,1\n");
            for (int i = 0; i < 12; i++) {
                begun(hub, shop.merchant(), api, "BROKEN-" + i);
            }
            hub.bean(JdbcClient.class)
                    .sql("update inventory.snapshot set deducted_through = '{}'")
                    .update();
            String good = begun(hub, shop.merchant(), api, "GOOD");
            assertThat(hub.bean(SnapshotResumes.class).isRunning()).isTrue();

            for (int round = 0; round < 2; round++) {
                assertThat(api.get(DOOR + "/" + good).json().path("state").asString())
                        .isEqualTo("APPLYING");
                hub.bean(SnapshotApplying.class).resume(now(hub).plusSeconds(1), () -> true);
            }

            assertThat(api.get(DOOR + "/" + good).json().path("state").asString())
                    .isEqualTo("APPLIED");
        }
    }

    @Test
    void aHubThatStopsBeginsNoFurtherPart() {
        try (var hub = HubUnderTest.start()) {
            var shop = Shop.open(hub, "stopping");
            var api = shop.api(Scope.SETUP_WRITE, Scope.STOCK_WRITE, Scope.STOCK_READ);
            Doors.csv(api, "/v1/products:batch", "product,sku,name,price\np,S0,S,1\n");
            String id = begun(hub, shop.merchant(), api, "NIGHT");

            hub.bean(SnapshotApplying.class).resume(now(hub).plusSeconds(1), () -> false);

            assertThat(counts(api.get(DOOR + "/" + id).json()))
                    .isEqualTo("APPLYING 1 lines, 0 changed, 0 unchanged, 0 ignored, 0 wrong, 0 zeroed");
        }
    }

    private static String begun(HubUnderTest hub, MerchantId merchant, Api api, String number) {
        String id = api.post(DOOR + ":preview", body(number, now(hub), line("wh-1", "S0", 7)))
                .json()
                .path("id")
                .asString();
        hub.bean(Snapshots.class).startApplying(merchant, Long.parseLong(id));
        return id;
    }

    private static int snapshots(Api api, String sku) {
        return (int) api.get("/v1/stock/%s/wh-1/ledger".formatted(sku))
                .json()
                .path("items")
                .valueStream()
                .filter(entry -> entry.path("kind").asString().equals("SNAPSHOT"))
                .count();
    }
}
