package dev.tributary.channels.news;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.catalog.Catalog;
import dev.tributary.catalog.CatalogLists;
import dev.tributary.catalog.Merchant;
import dev.tributary.catalog.SalesChannel;
import dev.tributary.catalog.Sku;
import dev.tributary.channels.Eventually;
import dev.tributary.channels.account.JdbcChannelAccounts;
import dev.tributary.channels.buffer.Buffers;
import dev.tributary.channels.lane.CallRates;
import dev.tributary.channels.lane.LaneLeases;
import dev.tributary.database.NodeRoles;
import dev.tributary.database.Role;
import dev.tributary.inventory.Availability;
import dev.tributary.inventory.ChannelView;
import dev.tributary.inventory.Compositions;
import dev.tributary.inventory.Nodes;
import dev.tributary.kernel.ChannelId;
import dev.tributary.kernel.MerchantId;
import dev.tributary.kernel.Page;
import dev.tributary.leases.Suspensions;
import dev.tributary.testing.HubUnderTest;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.json.JsonMapper;

/** Lanes of a node of their own, whose lists cannot be read at first: nothing else of the hub is different. */
class BeginningLaneTest {

    private final HubUnderTest hub = HubUnderTest.shared();
    private Platform platform;
    private StockNewsLanes lanes;

    /** Fails until it is mended. */
    private static final class Lists implements CatalogLists {
        private final CatalogLists real;
        private volatile boolean mended;

        private Lists(CatalogLists real) {
            this.real = real;
        }

        @Override
        public Optional<Merchant> merchant(String code) {
            return real.merchant(code);
        }

        @Override
        public List<Merchant> merchants() {
            return real.merchants();
        }

        @Override
        public List<SalesChannel> channels(MerchantId merchant) {
            return real.channels(merchant);
        }

        @Override
        public Page<Sku> skus(MerchantId merchant, SkuFilter filter, Optional<String> cursor, int limit) {
            return real.skus(merchant, filter, cursor, limit);
        }

        @Override
        public Page<Listing> listings(MerchantId merchant, ChannelId channel, Optional<String> cursor, int limit) {
            if (!mended) {
                throw new IllegalStateException("the database is away");
            }
            return real.listings(merchant, channel, cursor, limit);
        }
    }

    private final Lists lists = new Lists(hub.bean(CatalogLists.class));

    @BeforeEach
    void start() throws IOException {
        platform = new Platform();
        lanes = new StockNewsLanes(
                hub.bean(JdbcChannelAccounts.class),
                hub.bean(Catalog.class),
                lists,
                hub.bean(Availability.class),
                hub.bean(ChannelView.class),
                hub.bean(Compositions.class),
                hub.bean(Nodes.class),
                hub.bean(NewsStore.class),
                hub.bean(LaneLeases.class),
                hub.bean(Suspensions.class),
                hub.bean(Buffers.class),
                hub.bean(StockCall.class),
                hub.bean(Differences.class),
                hub.bean(ParkedShelves.class),
                hub.bean(CallRates.class),
                hub.bean(JsonMapper.class),
                Clock.systemUTC(),
                new SimpleMeterRegistry(),
                new NodeRoles(Set.of(Role.DELIVERY)));
        lanes.start();
    }

    @AfterEach
    void stop() {
        lanes.stop();
        platform.server.stop(0);
    }

    @Test
    void aLaneThatStumblesWhileItBeginsIsBegunAnew() {
        var shop = platform.shopify(hub, "/shopify");
        Eventually.yes("the hub's own node has the lane", () -> takeOver(shop.channel) == 1);
        lanes.look();
        assertThat(lanes.lane(shop.channel)).isEmpty();

        shop.list("4433", "MILK");
        lists.mended = true;
        lanes.look();
        assertThat(lanes.lane(shop.channel)).isPresent();
        Eventually.yes("told", () -> platform.heard("4433", 10));
    }

    /** The hub's node loses the lease, as if it had been away for long. */
    private int takeOver(ChannelId channel) {
        return hub.bean(JdbcClient.class)
                .sql("update channels.lane_lease set worker = :mine, leased_until = now() + interval '1 hour'"
                        + " where channel_id = :channel and lane = 'stock' and worker <> :mine")
                .param("mine", lanes.node())
                .param("channel", channel.value())
                .update();
    }
}
