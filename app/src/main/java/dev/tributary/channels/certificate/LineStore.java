package dev.tributary.channels.certificate;

import dev.tributary.channels.Certificates.Difference;
import dev.tributary.channels.Certificates.Side;
import dev.tributary.kernel.ChannelId;
import dev.tributary.kernel.MerchantId;
import dev.tributary.kernel.Money;
import dev.tributary.kernel.OrderId;
import dev.tributary.orders.PlacedOrders.Placed;
import java.sql.Date;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Collection;
import java.util.Currency;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The orders of a day on both sides, side by side. */
@Repository
class LineStore {

    private static final String CLEAR = "delete from channels.certificate_line where certificate_id = :id";

    private static final String THEIRS = """
            insert into channels.certificate_line (certificate_id, number, their_currency, their_amount, their_over)
            select :id, number, currency, amount, over
              from unnest(:numbers::text[], :currencies::text[], :amounts::bigint[], :over::boolean[])
                   as told (number, currency, amount, over)
             order by number
                on conflict (certificate_id, number) do update
               set their_currency = excluded.their_currency, their_amount = excluded.their_amount,
                   their_over = excluded.their_over
            """;

    private static final String OURS = """
            insert into channels.certificate_line
                   (certificate_id, number, order_id, our_currency, our_amount, our_over, our_changed)
            select :id, number, order_id, currency, amount, over, changed
              from unnest(:numbers::text[], :orders::bigint[], :currencies::text[], :amounts::bigint[], :over::boolean[],
                   :changed::boolean[]) as held (number, order_id, currency, amount, over, changed)
             order by number
                on conflict (certificate_id, number) do update
               set order_id = excluded.order_id, our_currency = excluded.our_currency, our_amount = excluded.our_amount,
                   our_over = excluded.our_over, our_changed = excluded.our_changed
            """;

    private static final String UNMET = """
            select number from channels.certificate_line
             where certificate_id = :id and our_amount is null and number > :after
             order by number
             limit :limit
            """;
    /**
     * One statement, so that what is shown always fits together. An order that money went back on differs rightly, and one
     * that was cancelled before it came here is nobody's: it is counted on neither side.
     */
    private static final String COMPARE = """
            with side_by_side as (
                select their_currency, their_amount, our_currency, our_amount,
                       our_amount is null as missing, their_amount is null as extra,
                       our_over is distinct from their_over
                       or our_currency is distinct from their_currency
                       or (our_amount is distinct from their_amount and not our_changed) as differs
                  from channels.certificate_line
                 where certificate_id = :id and not (their_over and our_amount is null)),
            counted as (
                select count(their_amount) as theirs, count(our_amount) as ours,
                       count(*) filter (where missing) as missing, count(*) filter (where extra) as extra,
                       count(*) filter (where differs and not missing and not extra) as differing
                  from side_by_side),
            their_sums as (
                select coalesce(jsonb_object_agg(currency, amount), '{}') as sums
                  from (select their_currency as currency, sum(their_amount) as amount
                          from side_by_side where their_amount is not null group by their_currency) as one),
            our_sums as (
                select coalesce(jsonb_object_agg(currency, amount), '{}') as sums
                  from (select our_currency as currency, sum(our_amount) as amount
                          from side_by_side where our_amount is not null group by our_currency) as one)
            update channels.certificate
               set state = case when counted.missing + counted.extra + counted.differing = 0 then 2
                                when certificate.state = 4 and certificate.missing = counted.missing
                                     and certificate.extra = counted.extra and certificate.differing = counted.differing
                                then 4 else 3 end,
                   through = null, runs = runs + 1, counted_at = :now, theirs = counted.theirs, ours = counted.ours,
                   their_sums = their_sums.sums, our_sums = our_sums.sums, missing = counted.missing,
                   extra = counted.extra, differing = counted.differing, failure = ''
              from counted, their_sums, our_sums
             where certificate.merchant_id = :merchant and certificate.id = :id
            """;

    private static final String KEEP_DIFFERENCES = """
            delete from channels.certificate_line
             where certificate_id = :id
               and (their_over and our_amount is null
                    or our_over = their_over and our_currency = their_currency
                       and (our_amount = their_amount or our_changed))
            """;
    private static final String DIFFERENCES = """
            select number, order_id, their_currency, their_amount, their_over, our_currency, our_amount, our_over
              from channels.certificate_line
              join channels.certificate on certificate.id = certificate_id
             where merchant_id = :merchant and channel_id = :channel and day = :day and through is null
             order by number
             limit :limit
            """;

    private final JdbcClient jdbc;

    LineStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** One order as the platform counts it. */
    record Their(String number, String currency, long amount, boolean over) {}

    void clear(long certificate) {
        jdbc.sql(CLEAR).param("id", certificate).update();
    }

    void theirs(long certificate, List<Their> orders) {
        jdbc.sql(THEIRS)
                .param("id", certificate)
                .param("numbers", orders.stream().map(Their::number).toArray(String[]::new))
                .param("currencies", orders.stream().map(Their::currency).toArray(String[]::new))
                .param("amounts", orders.stream().map(Their::amount).toArray(Long[]::new))
                .param("over", orders.stream().map(Their::over).toArray(Boolean[]::new))
                .update();
    }

    void ours(long certificate, Collection<Placed> orders) {
        if (orders.isEmpty()) {
            return;
        }
        jdbc.sql(OURS)
                .param("id", certificate)
                .param("numbers", orders.stream().map(Placed::number).toArray(String[]::new))
                .param("orders", orders.stream().map(it -> it.order().value()).toArray(Long[]::new))
                .param(
                        "currencies",
                        orders.stream()
                                .map(it -> it.payable().currency().getCurrencyCode())
                                .toArray(String[]::new))
                .param(
                        "amounts",
                        orders.stream().map(it -> it.payable().amount()).toArray(Long[]::new))
                .param("over", orders.stream().map(Placed::over).toArray(Boolean[]::new))
                .param(
                        "changed",
                        orders.stream().map(it -> it.refunded().amount() != 0).toArray(Boolean[]::new))
                .update();
    }

    /** The platform's numbers of which nothing is here of this day. */
    List<String> unmet(long certificate, String after, int limit) {
        return jdbc.sql(UNMET)
                .param("id", certificate)
                .param("after", after)
                .param("limit", limit)
                .query(String.class)
                .list();
    }

    /** Says what came of it, then forgets what is the same. */
    void compare(MerchantId merchant, long certificate, Instant now) {
        jdbc.sql(COMPARE)
                .param("merchant", merchant.value())
                .param("id", certificate)
                .param("now", Timestamp.from(now))
                .update();
        jdbc.sql(KEEP_DIFFERENCES).param("id", certificate).update();
    }

    List<Difference> differences(MerchantId merchant, ChannelId channel, LocalDate day, int limit) {
        return jdbc.sql(DIFFERENCES)
                .param("merchant", merchant.value())
                .param("channel", channel.value())
                .param("day", Date.valueOf(day))
                .param("limit", limit)
                .query(LineStore::difference)
                .list();
    }

    private static Difference difference(ResultSet row, int number) throws SQLException {
        long order = row.getLong("order_id");
        return new Difference(
                row.getString("number"),
                order == 0 ? Optional.empty() : Optional.of(new OrderId(order)),
                side(row, "their"),
                side(row, "our"));
    }

    private static Optional<Side> side(ResultSet row, String whose) throws SQLException {
        var currency = Optional.ofNullable(row.getString(whose + "_currency"));
        long amount = row.getLong(whose + "_amount");
        boolean over = row.getBoolean(whose + "_over");
        return currency.map(code -> new Side(new Money(amount, Currency.getInstance(code)), over));
    }
}
