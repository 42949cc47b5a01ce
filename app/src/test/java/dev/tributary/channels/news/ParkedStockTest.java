package dev.tributary.channels.news;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tributary.channels.ParkedStock.Item;
import dev.tributary.channels.ParkedStock.Suggestion;
import dev.tributary.kernel.ChannelId;
import dev.tributary.kernel.MerchantId;
import dev.tributary.kernel.ProblemException;
import dev.tributary.kernel.SkuId;
import dev.tributary.testing.TestPostgres;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

class ParkedStockTest {

    private static final MerchantId MERCHANT = new MerchantId(7);
    private static final MerchantId OTHER = new MerchantId(8);
    private static final ChannelId CHANNEL = new ChannelId(70);
    private static final ChannelId SECOND = new ChannelId(71);
    private static final Instant START = Instant.parse("2026-11-23T10:00:00Z");

    private final JdbcClient jdbc = JdbcClient.create(TestPostgres.freshDatabase());
    private final ParkedStore store = new ParkedStore(jdbc);
    private final List<String> audited = new ArrayList<>();
    private final JdbcParkedStock desk = new JdbcParkedStock(
            jdbc, (kind, actor, merchant, detail) -> audited.add("%s %s %s".formatted(kind, actor, detail)));

    @Test
    void peopleSeeWhatIsRefusedWithWhatMayBeWrong() {
        told(CHANNEL, 2, 9);
        park(CHANNEL, 1, "no such goods");
        park(CHANNEL, 2, "taken down");

        assertThat(items(MERCHANT)).extracting(Item::suggestion).containsExactly(Suggestion.NAME, Suggestion.ITEM);
        assertThat(items(MERCHANT).getLast())
                .isEqualTo(new Item(
                        CHANNEL,
                        "poi",
                        new SkuId(2),
                        "m-2",
                        5,
                        Optional.of(9L),
                        "taken down",
                        Suggestion.ITEM,
                        3,
                        START,
                        START.plusSeconds(10),
                        START.plusSeconds(40),
                        false));
        assertThat(items(OTHER)).isEmpty();
    }

    @Test
    void tenOfOneChannelForOneReasonAreItsSettings() {
        for (int sku = 1; sku <= 9; sku++) {
            park(CHANNEL, sku, "HTTP 401");
        }
        park(SECOND, 10, "HTTP 401");
        assertThat(items(MERCHANT)).extracting(Item::suggestion).containsOnly(Suggestion.NAME);
        park(CHANNEL, 11, "HTTP 401");
        assertThat(desk.list(MERCHANT, Optional.of(CHANNEL), Optional.empty(), 200)
                        .items())
                .hasSize(10)
                .extracting(Item::suggestion)
                .containsOnly(Suggestion.SETTINGS);
        assertThat(desk.list(MERCHANT, Optional.of(SECOND), Optional.empty(), 200)
                        .items())
                .extracting(Item::suggestion)
                .containsExactly(Suggestion.NAME);
    }

    @Test
    void itIsReadPageByPage() {
        for (int sku = 1; sku <= 5; sku++) {
            park(CHANNEL, sku, "no");
        }
        var first = desk.list(MERCHANT, Optional.empty(), Optional.empty(), 3);
        var second = desk.list(MERCHANT, Optional.empty(), first.nextCursor(), 3);
        assertThat(first.items()).extracting(item -> item.sku().value()).containsExactly(1L, 2L, 3L);
        assertThat(second.items()).extracting(item -> item.sku().value()).containsExactly(4L, 5L);
        assertThat(second.nextCursor()).isEmpty();
        assertThatThrownBy(() -> desk.list(MERCHANT, Optional.empty(), Optional.of("x"), 3))
                .isInstanceOf(ProblemException.class);
    }

    @Test
    void whatAPersonWantsToldAgainIsTakenUpOnceAndOnlyByWhoTellsTheChannel() {
        park(CHANNEL, 1, "no");
        park(CHANNEL, 2, "no");
        park(SECOND, 3, "no");
        assertThat(desk.tellAgain(OTHER, CHANNEL, new SkuId(1), "eve")).isFalse();
        assertThat(desk.tellAllAgain(OTHER, CHANNEL, "eve")).isZero();
        assertThat(desk.tellAgain(MERCHANT, CHANNEL, new SkuId(9), "li")).isFalse();
        assertThat(audited).isEmpty();

        assertThat(desk.tellAgain(MERCHANT, CHANNEL, new SkuId(1), "li")).isTrue();
        // It is refused once more before the lane has heard of it.
        park(CHANNEL, 1, "no");
        assertThat(items(MERCHANT)).extracting(Item::again).containsExactly(true, false, false);

        assertThat(again(SECOND)).isEmpty();
        assertThat(again(CHANNEL)).containsExactly(key(CHANNEL, 1));
        assertThat(again(CHANNEL)).isEmpty();
        assertThat(desk.tellAllAgain(MERCHANT, CHANNEL, "li")).isEqualTo(1);
        assertThat(again(CHANNEL)).containsExactly(key(CHANNEL, 2));
        assertThat(items(MERCHANT)).extracting(Item::channel).containsExactly(SECOND);
        assertThat(audited)
                .containsExactly("stock-told-again li channel 70, SKU 1", "stock-told-again li channel 70, 1 SKUs");
    }

    @Test
    void whatIsTakenIsNotSeenAnyMore() {
        park(CHANNEL, 1, "no");
        park(CHANNEL, 2, "no");
        store.remove(List.of(new ParkedShelves.Key(OTHER, CHANNEL, shelf(1)), key(CHANNEL, 2)));
        assertThat(items(MERCHANT)).extracting(item -> item.sku().value()).containsExactly(1L);
        assertThat(store.of(MERCHANT, CHANNEL)).containsOnlyKeys(shelf(1)).containsValue(refusal(1, "no"));
        assertThat(store.of(OTHER, CHANNEL)).isEmpty();
    }

    private List<Item> items(MerchantId merchant) {
        return desk.list(merchant, Optional.empty(), Optional.empty(), 200).items();
    }

    private List<ParkedShelves.Key> again(ChannelId channel) {
        return store.again(List.of(new ParkedStore.Told(MERCHANT, channel)));
    }

    private void park(ChannelId channel, long sku, String reason) {
        store.write(List.of(new ParkedStore.Row(key(channel, sku), refusal(sku, reason))));
    }

    private static Refusal refusal(long sku, String reason) {
        return new Refusal("m-" + sku, 5, reason, true, 3, START, START.plusSeconds(10), START.plusSeconds(40));
    }

    private static ParkedShelves.Key key(ChannelId channel, long sku) {
        return new ParkedShelves.Key(MERCHANT, channel, shelf(sku));
    }

    private static Shelf shelf(long sku) {
        return new Shelf("poi", new SkuId(sku));
    }

    private void told(ChannelId channel, long sku, long available) {
        new NewsStore(jdbc)
                .remember(List.of(new NewsStore.Row(channel, shelf(sku), new Figure(available, 1), 0, START)));
    }
}
