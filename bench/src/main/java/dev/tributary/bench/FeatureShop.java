package dev.tributary.bench;

import dev.tributary.catalog.Bundle;
import dev.tributary.catalog.BundleSetup;
import dev.tributary.catalog.Sku;
import dev.tributary.inventory.ChannelQuota;
import dev.tributary.inventory.LotName;
import dev.tributary.inventory.QuotaDraft;
import dev.tributary.inventory.Quotas;
import dev.tributary.inventory.StockChange;
import dev.tributary.inventory.StockKey;
import dev.tributary.orders.Command;
import dev.tributary.orders.OrderIntake;
import dev.tributary.orders.Outcome;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.ThreadLocalRandom;
import org.springframework.context.ApplicationContext;

/**
 * A shop whose every order meets something that a plain one does not: a third of its SKUs have a quota of the app, a third
 * are kept by lots, a third are bundles of two others.
 */
final class FeatureShop {

    private static final int OF_A_KIND = 1_000;
    private static final int LINES_PER_CALL = 500;

    private FeatureShop() {}

    static Shop open(ApplicationContext hub) {
        // The last two thousand are what the bundles are made of.
        Shop shop = Shop.open(hub, "features", OF_A_KIND * 5, 0, ShopOpener.HOLD);
        var intake = hub.getBean(OrderIntake.class);
        List<Sku> limited = shop.skus().subList(0, OF_A_KIND);
        List<Sku> bundles = shop.skus().subList(OF_A_KIND * 2, OF_A_KIND * 3);
        List<Sku> parts = shop.skus().subList(OF_A_KIND * 3, OF_A_KIND * 5);
        Shop.receive(intake, shop.merchant(), shop.node(), limited, ShopOpener.UNITS_EACH);
        Shop.receive(intake, shop.merchant(), shop.node(), parts, ShopOpener.UNITS_EACH);
        receiveLots(intake, shop, shop.skus().subList(OF_A_KIND, OF_A_KIND * 2));
        List<BundleSetup.Draft> drafts = new ArrayList<>();
        for (int i = 0; i < OF_A_KIND; i++) {
            hub.getBean(Quotas.class)
                    .put(shop.merchant(), "cap-" + i, cap(shop, limited.get(i)), Optional.empty(), "bench");
            drafts.add(new BundleSetup.Draft(
                    bundles.get(i).id(),
                    List.of(
                            new Bundle.Component(parts.get(2 * i).id(), 1),
                            new Bundle.Component(parts.get(2 * i + 1).id(), 2)),
                    OptionalLong.empty()));
        }
        for (int from = 0; from < OF_A_KIND; from += BundleSetup.SAVED_MAX) {
            hub.getBean(BundleSetup.class)
                    .save(shop.merchant(), drafts.subList(from, Math.min(OF_A_KIND, from + BundleSetup.SAVED_MAX)));
        }
        return shop;
    }

    /** Any SKU that is sold: limited, kept by lots or a bundle. */
    static int any() {
        return ThreadLocalRandom.current().nextInt(OF_A_KIND * 3);
    }

    private static QuotaDraft cap(Shop shop, Sku sku) {
        return new QuotaDraft(
                sku.id(),
                List.of(shop.app()),
                Optional.empty(),
                ChannelQuota.Kind.CAP,
                ShopOpener.UNITS_EACH,
                false,
                Optional.empty(),
                Optional.empty(),
                "bench",
                "to be met by every order");
    }

    private static void receiveLots(OrderIntake intake, Shop shop, List<Sku> skus) {
        for (int from = 0; from < skus.size(); from += LINES_PER_CALL) {
            List<StockChange> changes = skus.subList(from, Math.min(skus.size(), from + LINES_PER_CALL)).stream()
                    .map(sku -> new StockChange(
                            new StockKey(shop.merchant(), sku.id(), shop.node()),
                            StockChange.Kind.RECEIVE,
                            ShopOpener.UNITS_EACH,
                            "receipt/bench",
                            OptionalLong.of(700),
                            StockChange.Source.HAND,
                            Optional.of(new LotName(
                                    "L-1",
                                    Optional.empty(),
                                    Optional.of(LocalDate.now().plusYears(5))))))
                    .toList();
            Outcome outcome = intake.decide(
                    new Command.ChangeStock(shop.merchant(), "lots-" + from, new byte[] {1}, changes, "bench"));
            if (!(outcome instanceof Outcome.StockDone)) {
                throw new IllegalStateException("no lots were received: " + outcome);
            }
        }
    }
}
