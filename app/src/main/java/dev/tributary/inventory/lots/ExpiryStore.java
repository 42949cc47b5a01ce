package dev.tributary.inventory.lots;

import dev.tributary.inventory.SellableDays;
import dev.tributary.inventory.StockKey;
import dev.tributary.kernel.MerchantId;
import dev.tributary.kernel.Page;
import dev.tributary.kernel.ProblemException;
import dev.tributary.kernel.SkuId;
import java.time.Clock;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;

/** The rules by which lots come to their end, and the rows that have some. */
@Repository
class ExpiryStore implements SellableDays {

    private static final int PAGE_MAX = 200;

    /** From one merchant to the next, however many lots each has. */
    private static final String MERCHANTS = """
            with recursive merchant (id) as (
                select min(merchant_id) from inventory.lot where merchant_id > 0
                union all
                select (select min(merchant_id) from inventory.lot where merchant_id > merchant.id)
                  from merchant
                 where merchant.id is not null)
            select id from merchant where id is not null order by id
            """;

    /**
     * Rows with a lot that is to be blocked. What was pinned of it stays promised until it is no longer good: its buyer saw
     * it.
     */
    private static final String DUE = """
            select distinct lot.merchant_id, lot.sku_id, lot.node_id
              from inventory.lot
              left join inventory.sellable_days as own
                on own.merchant_id = lot.merchant_id and own.sku_id = lot.sku_id
             where lot.merchant_id = :merchant and lot.open and lot.expires_on < cast(:horizon as date)
               and (lot.merchant_id, lot.sku_id, lot.node_id) > (:merchant, :sku, :node)
               and lot.expires_on < cast(:today as date) + coalesce(own.days, cast(:days as int))
               and lot.on_hand > case when lot.expires_on < cast(:today as date) then 0 else lot.pinned end
             order by lot.merchant_id, lot.sku_id, lot.node_id
             limit :limit
            """;

    private static final String DAYS = """
            select sku_id, days from inventory.sellable_days where merchant_id = :merchant and sku_id = any(:skus::bigint[])
            """;

    private static final String MOST = """
            select coalesce(max(days), 0) from inventory.sellable_days where merchant_id = :merchant
            """;

    private static final String RULES = """
            select sku_id, days, actor, changed_at
              from inventory.sellable_days
             where merchant_id = :merchant and sku_id > :after
             order by sku_id
             limit :limit
            """;

    private static final String SET = """
            insert into inventory.sellable_days (merchant_id, sku_id, days, actor, changed_at)
            values (:merchant, :sku, :days, :actor, :at)
                on conflict (merchant_id, sku_id) do update
               set days = excluded.days, actor = excluded.actor, changed_at = excluded.changed_at
            """;

    private static final String CLEAR = """
            delete from inventory.sellable_days where merchant_id = :merchant and sku_id = :sku
            """;

    private final JdbcClient jdbc;
    private final Clock clock;

    ExpiryStore(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    List<MerchantId> merchants() {
        return jdbc.sql(MERCHANTS)
                .query((row, number) -> new MerchantId(row.getLong("id")))
                .list();
    }

    /** The next rows behind a place in key order. */
    List<StockKey> due(MerchantId merchant, LocalDate today, Optional<StockKey> after, int limit) {
        int most = jdbc.sql(MOST)
                .param("merchant", merchant.value())
                .query(Integer.class)
                .single();
        return jdbc.sql(DUE)
                .param("merchant", merchant.value())
                .param("days", days(merchant, List.of()).own())
                .param("today", today)
                .param("horizon", today.plusDays(most))
                .param("sku", after.map(key -> key.sku().value()).orElse(0L))
                .param("node", after.map(key -> key.node().value()).orElse(0L))
                .param("limit", limit)
                .query((row, number) -> LotStore.key(row))
                .list();
    }

    /** @param own of goods without a rule */
    record Days(int own, Map<SkuId, Integer> bySku) {
        int of(SkuId sku) {
            return bySku.getOrDefault(sku, own);
        }
    }

    Days days(MerchantId merchant, List<SkuId> skus) {
        var asked = new long[skus.size() + 1];
        for (int i = 0; i < skus.size(); i++) {
            asked[i + 1] = skus.get(i).value();
        }
        var days = new HashMap<Long, Integer>();
        jdbc.sql(DAYS).param("merchant", merchant.value()).param("skus", asked).query(row -> {
            days.put(row.getLong("sku_id"), row.getInt("days"));
        });
        int own = days.getOrDefault(0L, 0);
        days.remove(0L);
        var bySku = new HashMap<SkuId, Integer>();
        days.forEach((sku, count) -> bySku.put(new SkuId(sku), count));
        return new Days(own, bySku);
    }

    @Override
    public Page<Rule> rules(MerchantId merchant, Optional<String> cursor, int limit) {
        int size = Math.clamp(limit, 1, PAGE_MAX);
        var found = jdbc.sql(RULES)
                .param("merchant", merchant.value())
                .param("after", cursor.map(ExpiryStore::number).orElse(-1L))
                .param("limit", size + 1)
                .query((row, number) -> new Rule(
                        row.getLong("sku_id") == 0 ? Optional.empty() : Optional.of(new SkuId(row.getLong("sku_id"))),
                        row.getInt("days"),
                        row.getString("actor"),
                        row.getObject("changed_at", OffsetDateTime.class).toInstant()))
                .list();
        return Page.of(
                found, size, rule -> Long.toString(rule.sku().map(SkuId::value).orElse(0L)));
    }

    @Override
    @Transactional
    public void set(MerchantId merchant, Optional<SkuId> sku, OptionalInt days, String actor) {
        if (days.isPresent() && (days.getAsInt() < 0 || days.getAsInt() > DAYS_MAX)) {
            throw new IllegalArgumentException("%d sellable days".formatted(days.getAsInt()));
        }
        var statement = jdbc.sql(days.isPresent() ? SET : CLEAR)
                .param("merchant", merchant.value())
                .param("sku", sku.map(SkuId::value).orElse(0L));
        if (days.isPresent()) {
            statement
                    .param("days", days.getAsInt())
                    .param("actor", actor)
                    .param("at", clock.instant().atOffset(ZoneOffset.UTC));
        }
        statement.update();
    }

    private static long number(String cursor) {
        try {
            return Long.parseLong(cursor);
        } catch (NumberFormatException notOurs) {
            throw ProblemException.invalid("cursor", "unknown_cursor", "Use the nextCursor of the page before.");
        }
    }
}
