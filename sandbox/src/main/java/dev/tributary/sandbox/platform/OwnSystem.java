package dev.tributary.sandbox.platform;

import dev.tributary.sandbox.own.Item;
import dev.tributary.sandbox.own.SignedNews;
import dev.tributary.sandbox.wire.Call;
import dev.tributary.sandbox.wire.HubClient;
import dev.tributary.sandbox.wire.Reply;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/**
 * What a merchant runs himself: it comes in by a token where platforms sign, and hears of stock by a subscription that
 * the hub signs.
 */
abstract class OwnSystem extends Platform {

    private final Map<String, Long> versions = new HashMap<>();
    private volatile Optional<HubClient> hub = Optional.empty();
    private volatile Optional<SignedNews> news = Optional.empty();

    OwnSystem(String adapter, Ground ground) {
        super(adapter, ground, Orders.BROUGHT);
    }

    /** What its client may do. */
    abstract List<String> scopes();

    /** What was there before the subscription is no news, so it is read once. */
    void comeIn(HubClient client) throws InterruptedException {
        hub = Optional.of(client);
        news = Optional.of(SignedNews.subscribe(client, address() + "/news", List.of("stock.changed.v1")));
        new HubBooks(client).stock(this::hear);
    }

    /** It shows what it is told. */
    @Override
    boolean lowersFigure() {
        return false;
    }

    @Override
    Map<String, Object> account() {
        return Map.of();
    }

    /** The token that its calls carry. */
    @Override
    String secret() {
        try {
            return hub.orElseThrow().bearer();
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("stopped while a token was fetched", stopped);
        }
    }

    @Override
    boolean signsWords() {
        return false;
    }

    @Override
    boolean acknowledges(int status, String body) {
        return status >= 200 && status < 300;
    }

    /** Nothing of what it tells may be missing, also of what is over by then. */
    @Override
    void taken(Sale sale, String answer) {
        book().toldForGood(sale.number());
    }

    List<Item> items(Sale sale) {
        return sale.pieces().stream()
                .map(piece -> new Item(
                        channelSku(piece.article()),
                        Optional.empty(),
                        piece.article().name(),
                        piece.units(),
                        piece.article().price()))
                .toList();
    }

    @Override
    Reply answer(Call call) {
        if (news.isEmpty()) {
            return Reply.empty(503);
        }
        Optional<JsonNode> said = news.get().read(call);
        said.ifPresent(it -> hear(it.path("data")));
        return Reply.empty(said.isPresent() ? 204 : 401);
    }

    /** A row of stock, as the hub lists it or tells of it. */
    private synchronized void hear(JsonNode row) {
        String sku = row.path("sku").asString("");
        long version = Long.parseLong(row.path("version").asString("0"));
        if (version > versions.getOrDefault(sku, 0L)) {
            versions.put(sku, version);
            ground().articles().stream()
                    .filter(article -> article.code().equals(sku))
                    .forEach(article -> stock().told(
                                    channelSku(article), row.path("available").longValue()));
        }
    }
}
