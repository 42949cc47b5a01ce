package dev.tributary.orders;

import dev.tributary.kernel.ChannelId;
import dev.tributary.kernel.MerchantId;
import dev.tributary.kernel.Micros;
import dev.tributary.kernel.OrderId;
import dev.tributary.kernel.Page;
import dev.tributary.kernel.ProblemException;
import java.sql.Types;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

@Repository
class JdbcOrderBook implements OrderBook {

    private static final int PAGE_MAX = 200;
    private static final int LAST_PLACED_MAX = 5_000;
    private static final int TIMELINE_MAX = 1_000;
    private static final Instant BEFORE_ALL = Instant.EPOCH;

    private static final String HEADS = """
            select merchant_id, id, channel_id, number, intent, state, payment_state, currency, goods, discount, freight,
                   tax, payable, paid, refunded, totals_differ, delivery_method, region_country, region_code, recipient_record,
                   hold_expires_at, placed_at, updated_at, version, remark, flag, discounts, details
              from orders.sales_order
            """;

    private static final String BY_ID = HEADS + " where merchant_id = :merchant and id = :id";

    private static final String BY_IDS = HEADS + " where merchant_id = :merchant and id = any(:ids) order by id";

    private static final String ID_OF_NUMBER = """
            select order_id
              from orders.intake_key
             where merchant_id = :merchant and kind = 1 and channel_id = :channel and key = :number
            """;

    private static final String LIST = HEADS + """
             where merchant_id = :merchant
               and (updated_at, id) > (:since, :after)
               and updated_at < :horizon
               and (cast(:channel as bigint) is null or channel_id = :channel)
               and (cast(:state as smallint) is null or state = :state)
             order by updated_at, id
             limit :limit
            """;

    private static final String SEARCH = HEADS + """
             where merchant_id = :merchant
               and (cast(:id as bigint) is null or id = :id)
               and (cast(:channel as bigint) is null or channel_id = :channel)
               and (cast(:state as smallint) is null or state = :state)
               and (not :waiting or (merchant_id, id) in
                    (select merchant_id, order_id from orders.order_line
                      where merchant_id = :merchant and reservation in (1, 2)
                     union all
                     select merchant_id, order_id from orders.order_line
                      where merchant_id = :merchant and reservation = 7))
               and (not :byRecipient or recipient_record = any(:recipients))
             order by updated_at desc, id desc
             limit :limit
            """;

    private static final String NUMBERED = """
            select order_id
              from orders.intake_key
             where merchant_id = :merchant and kind = 1 and key = :number
             limit 1
            """;

    /** Ids grow as orders come in, so that the newest are found without an index of their own. */
    private static final String LAST_PLACED = """
            select channel_id, max(placed_at) as placed_at
              from (select channel_id, placed_at
                      from orders.sales_order
                     where merchant_id = :merchant
                     order by id desc
                     limit :limit) as latest
             group by channel_id
            """;

    private static final String OF_RECIPIENTS = """
            select id from orders.sales_order
             where merchant_id = :merchant and recipient_record = any(:records)
            union
            select order_id from orders.former_recipient
             where merchant_id = :merchant and record_id = any(:records)
             order by id
            """;

    private static final String LINES = """
            select merchant_id, order_id, line, sku_id, node_id, channel_sku, title, units, units_shipped, units_returned,
                   unit_price, line_discount, allocated, reservation, fulfilment, unit as sale_unit,
                   quantity as sale_quantity, base_units as sale_base_units, bundle_line, bundle_sku_id, bundle_units,
                   bundle_title, asked as lot_asked, substitution, promised
              from orders.order_line
              left join orders.sale_quantity using (merchant_id, order_id, line)
              left join orders.line_lot using (merchant_id, order_id, line)
             where merchant_id = :merchant and order_id = any(:orders)
             order by order_id, line
            """;

    private static final String HISTORY = """
            select at, kind, actor, detail
              from orders.history
             where merchant_id = :merchant and order_id = :order
             order by id
             limit :limit
            """;

    private final JdbcClient jdbc;
    private final OrderViews views;
    private final ChangeHorizon horizon;
    private final ReturnLoads returns;

    JdbcOrderBook(JdbcClient jdbc, OrderViews views, ChangeHorizon horizon, ReturnLoads returns) {
        this.jdbc = jdbc;
        this.views = views;
        this.horizon = horizon;
        this.returns = returns;
    }

    @Override
    public Optional<OrderView> find(MerchantId merchant, OrderId order) {
        var heads = jdbc.sql(BY_ID)
                .param("merchant", merchant.value())
                .param("id", order.value())
                .query(views::head)
                .list();
        return withLines(merchant, heads).stream().findFirst();
    }

    @Override
    public List<OrderView> findAll(MerchantId merchant, Collection<OrderId> orders) {
        if (orders.size() > PAGE_MAX) {
            throw new IllegalArgumentException("at most %d orders at once, not %d".formatted(PAGE_MAX, orders.size()));
        }
        var heads = jdbc.sql(BY_IDS)
                .param("merchant", merchant.value())
                .param("ids", orders.stream().map(OrderId::value).toArray(Long[]::new))
                .query(views::head)
                .list();
        return withLines(merchant, heads);
    }

    @Override
    public Optional<OrderView> byNumber(MerchantId merchant, ChannelId channel, String number) {
        return jdbc.sql(ID_OF_NUMBER)
                .param("merchant", merchant.value())
                .param("channel", channel.value())
                .param("number", number)
                .query(Long.class)
                .optional()
                .flatMap(id -> find(merchant, new OrderId(id)));
    }

    @Override
    public Page<OrderView> list(MerchantId merchant, Filter filter, Optional<String> cursor, int limit) {
        int size = Math.clamp(limit, 1, PAGE_MAX);
        var after = cursor.map(Cursor::parse)
                .orElseGet(() -> new Cursor(filter.updatedSince().orElse(BEFORE_ALL), 0));
        // Asked before the list is read: what it calls complete, the list's own snapshot must hold.
        var complete = horizon.now();
        var heads = jdbc.sql(LIST)
                .param("merchant", merchant.value())
                .param("horizon", complete)
                .param("since", after.updatedAt().atOffset(ZoneOffset.UTC))
                .param("after", after.id())
                .param("channel", filter.channel().map(ChannelId::value).orElse(null), Types.BIGINT)
                .param("state", filter.state().map(OrderState::code).orElse(null), Types.SMALLINT)
                .param("limit", size + 1)
                .query(views::head)
                .list();
        boolean more = heads.size() > size;
        var page = withLines(merchant, more ? heads.subList(0, size) : heads);
        return new Page<>(page, more ? Optional.of(Cursor.after(page.getLast())) : Optional.empty());
    }

    @Override
    public List<OrderView> search(MerchantId merchant, Search search, int limit) {
        Long id = null;
        if (search.number().isPresent()) {
            var found = jdbc.sql(NUMBERED)
                    .param("merchant", merchant.value())
                    .param("number", search.number().get())
                    .query(Long.class)
                    .optional();
            if (found.isEmpty()) {
                return List.of();
            }
            id = found.get();
        }
        var heads = jdbc.sql(SEARCH)
                .param("merchant", merchant.value())
                .param("id", id, Types.BIGINT)
                .param("channel", search.channel().map(ChannelId::value).orElse(null), Types.BIGINT)
                .param("state", search.state().map(OrderState::code).orElse(null), Types.SMALLINT)
                .param("waiting", search.waitingOnly())
                .param("byRecipient", !search.recipientRecords().isEmpty())
                .param("recipients", search.recipientRecords().toArray(new Long[0]))
                .param("limit", Math.clamp(limit, 1, PAGE_MAX))
                .query(views::head)
                .list();
        return withLines(merchant, heads);
    }

    @Override
    public Map<ChannelId, Instant> lastPlaced(MerchantId merchant) {
        var last = new HashMap<ChannelId, Instant>();
        jdbc.sql(LAST_PLACED)
                .param("merchant", merchant.value())
                .param("limit", LAST_PLACED_MAX)
                .query(row -> {
                    last.put(
                            new ChannelId(row.getLong("channel_id")),
                            row.getTimestamp("placed_at").toInstant());
                });
        return last;
    }

    @Override
    public List<OrderId> ofRecipients(MerchantId merchant, Collection<Long> records) {
        return jdbc.sql(OF_RECIPIENTS)
                .param("merchant", merchant.value())
                .param("records", records.toArray(Long[]::new))
                .query((row, number) -> new OrderId(row.getLong("id")))
                .list();
    }

    @Override
    public List<Entry> timeline(MerchantId merchant, OrderId order) {
        var entries = new ArrayList<Entry>();
        find(merchant, order)
                .ifPresent(view ->
                        entries.add(new Entry(view.placedAt(), "placed", "channel/" + view.channel(), view.number())));
        entries.addAll(jdbc.sql(HISTORY)
                .param("merchant", merchant.value())
                .param("order", order.value())
                .param("limit", TIMELINE_MAX)
                .query((row, number) -> new Entry(
                        row.getObject("at", OffsetDateTime.class).toInstant(),
                        row.getString("kind"),
                        row.getString("actor"),
                        row.getString("detail")))
                .list());
        entries.sort(Comparator.comparing(Entry::at));
        return entries;
    }

    @Override
    public Optional<ReturnDraft> returned(MerchantId merchant, long id) {
        return returns.read(merchant, id);
    }

    private List<OrderView> withLines(MerchantId merchant, List<OrderViews.Head> heads) {
        if (heads.isEmpty()) {
            return List.of();
        }
        var ids = heads.stream().map(head -> head.id().value()).toArray(Long[]::new);
        var lines = jdbc.sql(LINES)
                .param("merchant", merchant.value())
                .param("orders", ids)
                .query(views::line)
                .list();
        return views.join(heads, lines);
    }

    /** Where the next page goes on: microseconds and id of the last order of the page before. */
    private record Cursor(Instant updatedAt, long id) {

        static String after(OrderView last) {
            return Micros.of(last.updatedAt()) + "-" + last.id();
        }

        static Cursor parse(String text) {
            try {
                int dash = text.indexOf('-');
                var updatedAt = Instant.EPOCH.plus(Long.parseLong(text.substring(0, dash)), ChronoUnit.MICROS);
                return new Cursor(updatedAt, Long.parseLong(text.substring(dash + 1)));
            } catch (NumberFormatException | IndexOutOfBoundsException notOurs) {
                throw ProblemException.invalid("cursor", "unknown_cursor", "Use the nextCursor of the page before.");
            }
        }
    }
}
