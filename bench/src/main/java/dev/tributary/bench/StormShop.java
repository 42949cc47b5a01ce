package dev.tributary.bench;

import dev.tributary.access.ClientDraft;
import dev.tributary.access.Clients;
import dev.tributary.access.IssuedClient;
import dev.tributary.access.Scope;
import dev.tributary.catalog.Catalog;
import dev.tributary.catalog.CatalogSetup;
import dev.tributary.catalog.Sku;
import dev.tributary.inventory.Node;
import dev.tributary.inventory.Nodes;
import dev.tributary.kernel.MerchantId;
import dev.tributary.kernel.Money;
import dev.tributary.kernel.NodeId;
import dev.tributary.kernel.Region;
import java.time.Duration;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.springframework.context.ApplicationContext;

/** A merchant for one seed: few SKUs at few places, an app, a flash sale with short holds, tills. */
record StormShop(MerchantId merchant, Map<Long, String> skuById, Map<Long, String> placeById, IssuedClient client) {

    private static final int SKUS = 4;
    private static final int PLACES = 2;
    /** A token is good for ten minutes. */
    private static final Duration TOKEN_AGE_MAX = Duration.ofMinutes(8);

    static List<StormShop> open(Place place, int count, long holdMillis) {
        try (LocalHub hub = LocalHub.start(place)) {
            return IntStream.range(0, count)
                    .mapToObj(number -> open(hub.context(), "storm-" + number, holdMillis))
                    .toList();
        }
    }

    private static StormShop open(ApplicationContext hub, String code, long holdMillis) {
        var setup = hub.getBean(CatalogSetup.class);
        var merchant = setup.saveMerchant(
                        new CatalogSetup.MerchantDraft(code, "Storm", ZoneId.of("Asia/Shanghai"), Shop.CURRENCY))
                .merchant()
                .id();
        var places = new HashMap<Long, String>();
        var nodes = new ArrayList<NodeId>();
        for (int i = 1; i <= PLACES; i++) {
            var id = hub.getBean(Nodes.class).save(merchant, place("N" + i)).id();
            nodes.add(id);
            places.put(id.value(), "N" + i);
        }
        channel(setup, merchant, "app", "app", nodes, Duration.ofHours(2));
        channel(setup, merchant, "flash", "app", nodes, Duration.ofMillis(holdMillis));
        channel(setup, merchant, "tills", "tills", nodes, Duration.ofHours(2));
        var codes = IntStream.rangeClosed(1, SKUS).mapToObj(i -> "S" + i).toList();
        setup.saveProducts(merchant, codes.stream().map(StormShop::product).toList());
        var skus = new HashMap<Long, String>();
        hub.getBean(Catalog.class)
                .skusByCode(merchant, codes)
                .forEach((sku, found) -> skus.put(found.id().value(), sku));
        var client = hub.getBean(Clients.class)
                .create(
                        new ClientDraft(
                                Optional.of(merchant),
                                Optional.empty(),
                                "storm",
                                Set.copyOf(EnumSet.complementOf(EnumSet.of(Scope.ADMIN))),
                                List.of(),
                                OptionalInt.of(1_000_000)),
                        "proof");
        return new StormShop(merchant, skus, places, client);
    }

    private static Nodes.Draft place(String code) {
        return new Nodes.Draft(
                code,
                "Place " + code,
                Node.Kind.WAREHOUSE,
                new Region("CN", "310101"),
                Optional.empty(),
                Optional.empty(),
                EnumSet.allOf(Node.Ability.class),
                0);
    }

    private static void channel(
            CatalogSetup setup, MerchantId merchant, String code, String adapter, List<NodeId> nodes, Duration hold) {
        setup.saveChannel(
                merchant, new CatalogSetup.ChannelDraft(code, code, adapter, adapter.equals("tills"), nodes, hold));
    }

    private static CatalogSetup.ProductDraft product(String code) {
        return new CatalogSetup.ProductDraft(
                code,
                "Product " + code,
                List.of(new CatalogSetup.SkuDraft(
                        code,
                        "Product " + code,
                        Optional.empty(),
                        Sku.BaseUnit.PIECE,
                        new Money(1, Shop.CURRENCY),
                        Optional.empty())));
    }

    List<String> skuCodes() {
        return skuById.values().stream().sorted().toList();
    }

    List<String> places() {
        return placeById.values().stream().sorted().toList();
    }

    /** Of whichever node answers first, good on all of them. */
    Supplier<String> token(Fleet fleet) {
        return new Supplier<>() {
            private String token = "";
            private long since;

            @Override
            public synchronized String get() {
                if (token.isEmpty() || System.nanoTime() - since > TOKEN_AGE_MAX.toNanos()) {
                    token = fleet.anyNode(port -> Token.of(port, client));
                    since = System.nanoTime();
                }
                return token;
            }
        };
    }
}
