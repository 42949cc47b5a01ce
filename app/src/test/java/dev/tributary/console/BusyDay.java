package dev.tributary.console;

import dev.tributary.catalog.Catalog;
import dev.tributary.catalog.CatalogLists;
import dev.tributary.catalog.SalesChannel;
import dev.tributary.catalog.Sku;
import dev.tributary.kernel.MerchantId;
import dev.tributary.kernel.Money;
import dev.tributary.kernel.Region;
import dev.tributary.orders.Command;
import dev.tributary.orders.OrderDraft;
import dev.tributary.orders.OrderIntake;
import dev.tributary.testing.HubUnderTest;
import dev.tributary.vault.PersonalData;
import dev.tributary.vault.Vault;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;

/** Customers of every channel for a while, so that pictures of the live page show a shop that is open. */
final class BusyDay implements Runnable {

    private static final List<String> NAMES = List.of("李雷", "韩梅梅", "王芳", "张伟", "欧阳静", "Ada Lovelace");
    private static final List<String> DISTRICTS = List.of("310101", "310104", "310105", "320102", "330106");

    private final HubUnderTest hub;
    private final String merchantCode;
    private final Duration length;
    private final Random random = new Random(7);

    BusyDay(HubUnderTest hub, String merchantCode, Duration length) {
        this.hub = hub;
        this.merchantCode = merchantCode;
        this.length = length;
    }

    @Override
    public void run() {
        MerchantId merchant = hub.bean(CatalogLists.class)
                .merchant(merchantCode)
                .orElseThrow()
                .id();
        var channels = hub.bean(CatalogLists.class).channels(merchant);
        var skus = List.copyOf(hub.bean(Catalog.class)
                .skusByCode(merchant, List.of("MILK-1L", "TEA-100", "RICE-5K"))
                .values());
        long end = System.nanoTime() + length.toNanos();
        for (int number = 1; System.nanoTime() < end; number++) {
            double swing = 1.2 + Math.sin(number / 90.0);
            for (int i = 0; i < channels.size(); i++) {
                if (random.nextDouble() < swing / (1.4 + 2 * i)) {
                    var draft = draft(merchant, channels.get(i), skus.get(random.nextInt(skus.size())), number);
                    hub.bean(OrderIntake.class).submit(new Command.Place(draft), OrderIntake.Lane.SINGLE);
                }
            }
            pause();
        }
    }

    private OrderDraft draft(MerchantId merchant, SalesChannel channel, Sku sku, int number) {
        boolean till = channel.adapter().equals("tills");
        long units = random.nextInt(8) == 0 && !channel.facts() ? 400_000 : 1 + random.nextInt(3);
        var now = Instant.now().truncatedTo(ChronoUnit.MICROS);
        long total = units * sku.price().amount();
        var payment = random.nextInt(5) == 0
                ? Optional.<OrderDraft.Payment>empty()
                : Optional.of(new OrderDraft.Payment("wx-" + channel.code() + number, "WECHAT", yuan(total), now));
        var person = new PersonalData(
                Optional.of(NAMES.get(random.nextInt(NAMES.size()))),
                Optional.of("13" + (100_000_000 + random.nextInt(899_999_999))),
                Optional.empty(),
                Optional.of("上海市黄浦区南京东路 %d 号".formatted(1 + random.nextInt(800))));
        return new OrderDraft(
                merchant,
                channel.id(),
                channel.code().toUpperCase(java.util.Locale.ROOT).charAt(0) + "-" + (20_000 + number),
                new byte[32],
                Optional.empty(),
                channel.facts() ? OrderDraft.Intent.FACT : OrderDraft.Intent.REQUEST,
                channel.facts() ? OrderDraft.Fill.WHAT_YOU_CAN : OrderDraft.Fill.ALL_OR_NOTHING,
                channel.facts() ? 1 : 0,
                now,
                till ? Optional.empty() : Optional.of(hub.bean(Vault.class).seal(merchant, person)),
                new OrderDraft.Delivery(
                        till ? OrderDraft.Delivery.Method.CARRIED_OUT : OrderDraft.Delivery.Method.SHIP,
                        Optional.of(new Region("CN", DISTRICTS.get(random.nextInt(DISTRICTS.size()))))),
                List.of(new OrderDraft.Line(
                        1,
                        Optional.of(sku.id()),
                        sku.code(),
                        sku.name(),
                        units,
                        sku.price(),
                        yuan(0),
                        channel.nodes())),
                List.of(),
                yuan(0),
                yuan(0),
                Optional.of(yuan(total)),
                payment,
                false,
                till,
                Duration.ofMinutes(30),
                Optional.empty(),
                Map.of());
    }

    private static Money yuan(long fen) {
        return Money.of(fen, "CNY");
    }

    private static void pause() {
        try {
            Thread.sleep(30);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
