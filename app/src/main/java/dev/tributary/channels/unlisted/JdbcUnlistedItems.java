package dev.tributary.channels.unlisted;

import dev.tributary.catalog.CatalogLists;
import dev.tributary.catalog.Sku;
import dev.tributary.channels.UnlistedItems;
import dev.tributary.kernel.ChannelId;
import dev.tributary.kernel.MerchantId;
import dev.tributary.kernel.OrderId;
import dev.tributary.orders.OrderBook;
import dev.tributary.orders.OrderView;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

@Repository
class JdbcUnlistedItems implements UnlistedItems {

    private static final int LINES_MAX = 2_000;
    private static final int ORDERS_AT_ONCE = 200;
    private static final int SKUS_PAGE = 200;
    /** Of larger catalogues the first so many by code are suggested by name; the search finds the others. */
    private static final int SKUS_MAX = 5_000;

    private static final String WAITING = """
            select order_id, line
              from channels.waiting_line
             where merchant_id = :merchant and sku_id is null
             order by order_id, line
             limit :limit
            """;

    private final JdbcClient jdbc;
    private final OrderBook orders;
    private final CatalogLists catalog;

    JdbcUnlistedItems(JdbcClient jdbc, OrderBook orders, CatalogLists catalog) {
        this.jdbc = jdbc;
        this.orders = orders;
        this.catalog = catalog;
    }

    private record Name(ChannelId channel, String channelSku) {}

    private record Waiting(OrderId order, String title, long lines, long units) {
        Waiting and(Waiting other) {
            return new Waiting(order, title, lines + other.lines, units + other.units);
        }
    }

    @Override
    public List<Item> list(MerchantId merchant) {
        var waiting = waiting(merchant);
        if (waiting.isEmpty()) {
            return List.of();
        }
        var likely = new Likely(skus(merchant));
        return waiting.entrySet().stream()
                .sorted(Comparator.comparingLong((Map.Entry<Name, Waiting> entry) ->
                                entry.getValue().units())
                        .reversed())
                .map(entry -> item(entry.getKey(), entry.getValue(), likely))
                .toList();
    }

    private static Item item(Name name, Waiting waiting, Likely likely) {
        return new Item(
                name.channel(),
                name.channelSku(),
                waiting.title(),
                waiting.lines(),
                waiting.units(),
                waiting.order(),
                likely.of(name.channelSku(), waiting.title()));
    }

    private Map<Name, Waiting> waiting(MerchantId merchant) {
        var linesByOrder = new LinkedHashMap<OrderId, Set<Integer>>();
        jdbc.sql(WAITING)
                .param("merchant", merchant.value())
                .param("limit", LINES_MAX)
                .query(row -> {
                    linesByOrder
                            .computeIfAbsent(new OrderId(row.getLong("order_id")), any -> new HashSet<>())
                            .add(row.getInt("line"));
                });
        var ids = new ArrayList<>(linesByOrder.keySet());
        var found = new LinkedHashMap<Name, Waiting>();
        for (int from = 0; from < ids.size(); from += ORDERS_AT_ONCE) {
            for (var order : orders.findAll(merchant, ids.subList(from, Math.min(ids.size(), from + ORDERS_AT_ONCE)))) {
                gather(order, linesByOrder.getOrDefault(order.id(), Set.of()), found);
            }
        }
        return found;
    }

    private static void gather(OrderView order, Set<Integer> lines, Map<Name, Waiting> found) {
        order.lines().stream()
                .filter(line -> lines.contains(line.number()) && line.sku().isEmpty())
                .forEach(line -> found.merge(
                        new Name(order.channel(), line.channelSku()),
                        new Waiting(order.id(), line.title(), 1, line.units()),
                        Waiting::and));
    }

    private List<Sku> skus(MerchantId merchant) {
        var all = new ArrayList<Sku>();
        Optional<String> cursor = Optional.empty();
        do {
            var page = catalog.skus(merchant, CatalogLists.SkuFilter.ALL, cursor, SKUS_PAGE);
            all.addAll(page.items());
            cursor = page.nextCursor();
        } while (cursor.isPresent() && all.size() < SKUS_MAX);
        return all;
    }
}
