package dev.tributary.inventory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.tributary.kernel.MerchantId;
import dev.tributary.kernel.NodeId;
import dev.tributary.kernel.ProblemException;
import dev.tributary.kernel.Region;
import dev.tributary.kernel.SkuId;
import dev.tributary.orders.Command;
import dev.tributary.orders.OrderIntake;
import dev.tributary.testing.HubUnderTest;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Stock as the outside sees it: rows, ledger, availability, nodes. */
class StockBookTest {

    private static final MerchantId MERCHANT = new MerchantId(910_001);
    private static final MerchantId OTHER = new MerchantId(910_002);
    private static HubUnderTest hub;

    @BeforeAll
    static void start() {
        hub = HubUnderTest.shared();
    }

    @Test
    void everyMovementIsALineOfTheLedgerWithItsCauseAndItsCost() {
        var key = key(1, 1);
        change("po-7", new StockChange(key, StockChange.Kind.RECEIVE, 60, "receipt/PO-7", OptionalLong.of(420)));
        change("adj", new StockChange(key, StockChange.Kind.ADJUST, -9, "broken/shelf-3", OptionalLong.empty()));
        change("safe", new StockChange(key, StockChange.Kind.SAFETY, 4, "rule/safety", OptionalLong.empty()));

        var lines = ledger().of(key, Optional.empty(), 10).items();

        assertThat(lines.stream().map(Movement::kind))
                .containsExactly(Movement.Kind.SAFETY, Movement.Kind.ADJUST, Movement.Kind.RECEIVE);
        assertThat(lines.stream().map(Movement::version)).containsExactly(3L, 2L, 1L);
        assertThat(lines.stream().map(Movement::onHandAfter)).containsExactly(51L, 51L, 60L);
        assertThat(lines.getLast().cause()).isEqualTo("receipt/PO-7");
        assertThat(lines.getLast().unitCost()).hasValue(420);
        assertThat(ledger().row(key).orElseThrow().available()).isEqualTo(47);
    }

    @Test
    void theLedgerIsReadPageByPage() {
        var key = key(2, 1);
        for (int i = 1; i <= 5; i++) {
            change(
                    "page-" + i,
                    new StockChange(key, StockChange.Kind.RECEIVE, i, "receipt/" + i, OptionalLong.empty()));
        }

        var first = ledger().of(key, Optional.empty(), 3);
        var second = ledger().of(key, first.nextCursor(), 3);

        assertThat(first.items().stream().map(Movement::version)).containsExactly(5L, 4L, 3L);
        assertThat(second.items().stream().map(Movement::version)).containsExactly(2L, 1L);
        assertThat(second.nextCursor()).isEmpty();
        assertThatThrownBy(() -> ledger().of(key, Optional.of("next"), 3)).isInstanceOf(ProblemException.class);
    }

    @Test
    void availabilityFollowsTheJournal() {
        var availability = hub.bean(Availability.class);
        change("avail", new StockChange(key(3, 1), StockChange.Kind.RECEIVE, 12, "receipt/1", OptionalLong.empty()));
        change("avail2", new StockChange(key(3, 2), StockChange.Kind.RECEIVE, 5, "receipt/2", OptionalLong.empty()));

        await().untilAsserted(() -> assertThat(availability
                        .levels(MERCHANT, List.of(new SkuId(3)), List.of())
                        .levels())
                .hasSize(2));

        await().untilAsserted(() -> assertThat(
                        availability.levels(MERCHANT, List.of(), List.of()).age())
                .isLessThan(Duration.ofSeconds(2)));
        assertThat(availability.level(MERCHANT, new SkuId(3), new NodeId(1)))
                .hasValueSatisfying(level -> assertThat(level.available()).isEqualTo(12));
        assertThat(availability
                        .levels(MERCHANT, List.of(new SkuId(3), new SkuId(99)), List.of(new NodeId(2)))
                        .levels())
                .singleElement()
                .satisfies(level -> assertThat(level.available()).isEqualTo(5));
        assertThat(availability.levels(OTHER, List.of(new SkuId(3)), List.of()).levels())
                .isEmpty();
    }

    @Test
    void aNodeIsKnownByItsCodeAndKeepsItsId() {
        var nodes = hub.bean(Nodes.class);
        var saved = nodes.save(MERCHANT, draft("store-3", "Xujiahui"));
        var renamed = nodes.save(MERCHANT, draft("store-3", "Xujiahui II"));

        assertThat(renamed.id()).isEqualTo(saved.id());
        assertThat(nodes.byCode(MERCHANT, "store-3")).hasValue(renamed);
        assertThat(nodes.node(MERCHANT, saved.id())).hasValue(renamed);
        assertThat(nodes.byCode(OTHER, "store-3")).isEmpty();
    }

    private static Nodes.Draft draft(String code, String name) {
        return new Nodes.Draft(
                code,
                name,
                Node.Kind.STORE,
                new Region("CN", "310104"),
                Optional.of(31.19),
                Optional.of(121.43),
                Set.of(Node.Ability.TILL, Node.Ability.INSTANT),
                0);
    }

    private static void change(String key, StockChange change) {
        hub.bean(OrderIntake.class)
                .decide(new Command.ChangeStock(
                        MERCHANT, key, key.getBytes(StandardCharsets.UTF_8), List.of(change), "test"));
    }

    private static Ledger ledger() {
        return hub.bean(Ledger.class);
    }

    private static StockKey key(long sku, long node) {
        return new StockKey(MERCHANT, new SkuId(sku), new NodeId(node));
    }
}
