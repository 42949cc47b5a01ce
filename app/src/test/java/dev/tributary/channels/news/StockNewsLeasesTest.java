package dev.tributary.channels.news;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.channels.Eventually;
import dev.tributary.channels.Shop;
import dev.tributary.channels.StockNews;
import dev.tributary.kernel.ChannelId;
import dev.tributary.kernel.NodeId;
import dev.tributary.leases.Field;
import dev.tributary.leases.Lease;
import dev.tributary.leases.LeaseDraft;
import dev.tributary.leases.LeaseScope;
import dev.tributary.leases.Leases;
import dev.tributary.leases.Resume;
import dev.tributary.leases.Subject;
import dev.tributary.testing.HubUnderTest;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What a channel hears of stock while a lease keeps it from the channel, and after it. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class StockNewsLeasesTest {

    private static final AtomicInteger NAMES = new AtomicInteger(30_000);

    private HubUnderTest hub;
    private Platform platform;
    private Leases leases;

    @BeforeAll
    void start() throws IOException {
        platform = new Platform();
        hub = HubUnderTest.shared();
        leases = hub.bean(Leases.class);
    }

    @AfterAll
    void stop() {
        platform.server.stop(0);
    }

    /** A channel that was told of 10 pieces of milk, and is told of bread all the time. */
    private final class Channel {
        private final String milk = Integer.toString(NAMES.incrementAndGet());
        private final String bread = Integer.toString(NAMES.incrementAndGet());
        private final Shop shop = platform.shopify(hub, "/shopify");

        Channel() {
            shop.list(milk, "MILK");
            shop.list(bread, "BREAD");
            Eventually.yes("first figures", () -> platform.heard(milk, 10) && platform.heard(bread, 10));
            Eventually.yes("remembered", () -> toldVersion("MILK").isPresent());
        }

        Lease lease(String scope) {
            return lease(scope, Duration.ofHours(1), Resume.APPLY);
        }

        Lease lease(String scope, Duration length, Resume atExpiry) {
            var draft = new LeaseDraft(
                    Subject.STOCK_OUT,
                    scope(scope),
                    OptionalLong.empty(),
                    "Li",
                    "repricing",
                    Instant.now().plus(length),
                    atExpiry);
            return leases.make(shop.merchant, draft, "Li");
        }

        private LeaseScope scope(String words) {
            var channel = Optional.<ChannelId>empty();
            var node = Optional.<NodeId>empty();
            var sku = Optional.<dev.tributary.kernel.SkuId>empty();
            var field = Optional.<Field>empty();
            for (String word : words.split(" ")) {
                switch (word) {
                    case "merchant" -> {}
                    case "channel" -> channel = Optional.of(shop.channel);
                    case "other-channel" -> channel = Optional.of(new ChannelId(999_999));
                    case "node" -> node = Optional.of(shop.node.id());
                    case "other-node" -> node = Optional.of(new NodeId(999_999));
                    case "milk" -> sku = Optional.of(shop.sku("MILK"));
                    case "bread" -> sku = Optional.of(shop.sku("BREAD"));
                    case "field" -> field = Optional.of(Field.AVAILABLE);
                    default -> throw new IllegalArgumentException(word);
                }
            }
            return new LeaseScope(channel, node, sku, field);
        }

        /** The change is known, and the channel could have been told of it. */
        void receiveMilkUntold(long units) {
            shop.receive("MILK", units);
            Eventually.yes("kept back", () -> lane().keptBack() > 0 && lane().waiting() == 0);
        }

        StockNews.Lane lane() {
            return Eventually.present(
                    "a lane",
                    () -> hub.bean(StockNews.class).lanes(shop.merchant).stream()
                            .findFirst());
        }

        Optional<Long> toldVersion(String sku) {
            return hub.bean(JdbcClient.class)
                    .sql("select version from channels.told where channel_id = ? and sku_id = ?")
                    .params(shop.channel.value(), shop.sku(sku).value())
                    .query(Long.class)
                    .optional();
        }

        void end(Lease lease, Resume resume) {
            leases.end(shop.merchant, lease.id(), resume, "done", "Li");
        }
    }

    @ParameterizedTest
    @CsvSource({"merchant", "channel", "node", "milk", "field", "channel node milk field"})
    void aLeaseKeepsNewsBackAndThePresentIsToldAfterIt(String scope) {
        var channel = new Channel();
        var lease = channel.lease(scope);
        channel.receiveMilkUntold(5);
        channel.receiveMilkUntold(1);
        assertThat(platform.heard(channel.milk, 10)).isTrue();
        long before = platform.bodies.stream()
                .filter(body -> body.contains(channel.milk))
                .count();

        channel.end(lease, Resume.APPLY);

        Eventually.yes("the present", () -> platform.heard(channel.milk, 16));
        assertThat(platform.bodies.stream().filter(body -> body.contains(channel.milk)))
                .hasSize((int) before + 1);
        Eventually.yes("nothing kept", () -> channel.lane().keptBack() == 0);
    }

    @ParameterizedTest
    @CsvSource({"other-channel", "other-node", "bread"})
    void aLeaseOfSomethingElseKeepsNothingBack(String scope) {
        var channel = new Channel();
        channel.lease(scope);
        channel.shop.receive("MILK", 5);
        Eventually.yes("told", () -> platform.heard(channel.milk, 15));
    }

    @Test
    void othersAreToldMeanwhile() {
        var channel = new Channel();
        channel.lease("milk");
        channel.receiveMilkUntold(5);
        channel.shop.receive("BREAD", 2);
        Eventually.yes("bread", () -> platform.heard(channel.bread, 12));
        assertThat(platform.heard(channel.milk, 10)).isTrue();
    }

    @Test
    void anExpiryResumesByItself() {
        var channel = new Channel();
        channel.lease("milk", Duration.ofSeconds(3), Resume.APPLY);
        channel.receiveMilkUntold(5);
        Eventually.yes("told by itself", () -> platform.heard(channel.milk, 15));
    }

    @Test
    void ofTwoLeasesTheLastToEndResumes() {
        var channel = new Channel();
        var milk = channel.lease("milk");
        var all = channel.lease("merchant");
        channel.receiveMilkUntold(5);
        channel.end(milk, Resume.APPLY);
        channel.shop.receive("BREAD", 1);
        channel.receiveMilkUntold(1);
        assertThat(platform.heard(channel.milk, 10)).isTrue();
        channel.end(all, Resume.APPLY);
        Eventually.yes("the present", () -> platform.heard(channel.milk, 16) && platform.heard(channel.bread, 11));
    }

    @Test
    void discardedTheChannelHearsOfTheNextChange() {
        var channel = new Channel();
        var lease = channel.lease("channel");
        channel.receiveMilkUntold(5);
        long told = channel.toldVersion("MILK").orElseThrow();

        channel.end(lease, Resume.DISCARD);

        Eventually.yes("passed over", () -> channel.lane().keptBack() == 0);
        // A lane that begins now, on this node or another, does not tell it either.
        Eventually.yes("for good", () -> channel.toldVersion("MILK").orElseThrow() > told);
        assertThat(platform.heard(channel.milk, 10)).isTrue();
        channel.shop.receive("MILK", 1);
        Eventually.yes("the next change", () -> platform.heard(channel.milk, 16));
    }

    @Test
    void theDriftShowsWhatTheChannelHoldsAndWhatItWouldHear() {
        var channel = new Channel();
        var lease = channel.lease("channel");
        channel.receiveMilkUntold(5);

        var drift = leases.drift(lease, Optional.empty(), 10);

        assertThat(drift.nextCursor()).isEmpty();
        assertThat(drift.items()).hasSize(1);
        var milk = drift.items().getFirst();
        assertThat(milk.channel()).contains(channel.shop.channel);
        assertThat(milk.node()).contains(channel.shop.node.id());
        assertThat(milk.sku()).isEqualTo(channel.shop.sku("MILK"));
        assertThat(milk.inEffect()).isEqualTo(10);
        assertThat(milk.without()).isEqualTo(15);
        channel.shop.receive("BREAD", 1);
        Eventually.yes(
                "both", () -> leases.drift(lease, Optional.empty(), 10).items().size() == 2);
        var first = leases.drift(lease, Optional.empty(), 1);
        var second = leases.drift(lease, first.nextCursor(), 1);
        assertThat(first.items().getFirst().sku())
                .isNotEqualTo(second.items().getFirst().sku());
    }
}
