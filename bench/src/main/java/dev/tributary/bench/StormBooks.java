package dev.tributary.bench;

import dev.tributary.bench.history.Line;
import dev.tributary.bench.history.Recorder;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Objects;

/** Writes the hub's own explanation into a history: each row's ledger, each order's timeline. */
final class StormBooks {

    private static final String LEDGER = """
            select movement.sku_id, movement.node_id, movement.version, kind, on_hand_change, reserved_change, on_hand_after,
                   reserved_after, units_short_after, coalesce(sales_order.number, 'transfer/' || transfer.number, '') as number,
                   coalesce('lease/' || lease.reason, cause, '') as cause,
                   case kind when 8 then setting.safety when 9 then setting.allowance else 0 end as set_to,
                   (extract(epoch from recorded_at) * 1000000)::bigint as micros
              from inventory.movement
              left join orders.sales_order
                on sales_order.merchant_id = movement.merchant_id and sales_order.id = movement.order_id
              left join inventory.setting
                on setting.merchant_id = movement.merchant_id and setting.sku_id = movement.sku_id
               and setting.node_id = movement.node_id and setting.version = movement.version
              left join inventory.transfer
                on transfer.merchant_id = movement.merchant_id
               and transfer.id = substring(cause from '^transfer/([0-9]+)')::bigint
              left join leases.lease
                on lease.merchant_id = movement.merchant_id and lease.id = substring(cause from '^lease/([0-9]+)')::bigint
             where movement.merchant_id = ?
             order by movement.sku_id, movement.node_id, movement.version
            """;

    private static final String TIMELINES = """
            select number, kind, case kind when 'paid' then actor else detail end as detail,
                   (extract(epoch from at) * 1000000)::bigint as micros
              from orders.history
              join orders.sales_order on sales_order.merchant_id = history.merchant_id and sales_order.id = order_id
             where history.merchant_id = ?
             order by order_id, history.id
            """;

    private static final String TRANSFERS = """
            select 'transfer/' || number as number, 'transfer' as kind, detail,
                   (extract(epoch from at) * 1000000)::bigint as micros
              from inventory.transfer_change as change
              join inventory.transfer on transfer.merchant_id = change.merchant_id and transfer.id = transfer_id
             where change.merchant_id = ?
             order by transfer_id, change.version
            """;

    /**
     * Who set a quota, its key says, which is written with it; and of one that is over, whoever ended it. When, the journal's
     * line of that very transaction says, written under the quota's lock.
     */
    private static final String QUOTAS = """
            with done as (
                select merchant_id, key as detail, xmin::text::bigint as writer,
                       case when answer like '%"channels"%' then answer::jsonb ->> 'code' end as code
                  from openapi.idempotency_key
                 union all
                select merchant_id, code || case set_by when 'hub' then '~over' else 'x' end, xmin::text::bigint, code
                  from inventory.quota
                 where state = 3)
            select sku_id, detail, (extract(epoch from appended_at) * 1000000)::bigint as micros
              from done
              join inventory.quota using (merchant_id, code)
              join journal.event as told
                on told.merchant_id = quota.merchant_id and told.type = 'quota.changed.v1'
               and told.key = 'quota/' || quota.merchant_id || '/' || sku_id || '/' || quota.id
               and told.transaction_id::text::bigint & 4294967295 = writer
             where quota.merchant_id = ?
             order by appended_at, position
            """;

    private static final String[] KINDS = {
        "",
        "RECEIVE",
        "RESERVE",
        "RELEASE",
        "SHIP",
        "SELL",
        "COUNT",
        "ADJUST",
        "SAFETY",
        "ALLOWANCE",
        "RETURN",
        "SNAPSHOT",
        "REPAIR",
        "TRANSFER_OUT",
        "TRANSFER_IN"
    };

    private StormBooks() {}

    static void write(Place place, StormShop shop, Recorder recorder) throws SQLException, InterruptedException {
        try (Connection books = Retry.connect(place, Duration.ofSeconds(60))) {
            books.setAutoCommit(false);
            books.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
            read(
                    books,
                    LEDGER,
                    shop,
                    row -> recorder.note(Line.of(
                            "moved",
                            "row",
                            shop.skuById().get(row.getLong("sku_id")) + "@"
                                    + shop.placeById().get(row.getLong("node_id")),
                            "version",
                            row.getLong("version"),
                            "kind",
                            kind(row.getInt("kind")),
                            "onHand",
                            row.getLong("on_hand_change"),
                            "reserved",
                            row.getLong("reserved_change"),
                            "onHandAfter",
                            row.getLong("on_hand_after"),
                            "reservedAfter",
                            row.getLong("reserved_after"),
                            "shortAfter",
                            row.getLong("units_short_after"),
                            "set",
                            row.getLong("set_to"),
                            "order",
                            row.getString("number"),
                            "cause",
                            row.getString("cause"),
                            "at",
                            at(recorder, row))));
            read(books, TIMELINES, shop, row -> told(recorder, row));
            read(books, TRANSFERS, shop, row -> told(recorder, row));
            read(
                    books,
                    QUOTAS,
                    shop,
                    row -> recorder.note(Line.of(
                            "told",
                            "order",
                            "quota/" + shop.skuById().get(row.getLong("sku_id")),
                            "kind",
                            "quota",
                            "detail",
                            row.getString("detail"),
                            "at",
                            at(recorder, row))));
        }
    }

    private static void told(Recorder recorder, ResultSet row) throws SQLException {
        recorder.note(Line.of(
                "told",
                "order",
                row.getString("number"),
                "kind",
                row.getString("kind"),
                "detail",
                row.getString("detail"),
                "at",
                at(recorder, row)));
    }

    private interface Each {
        void row(ResultSet row) throws SQLException;
    }

    private static void read(Connection books, String sql, StormShop shop, Each each) throws SQLException {
        try (var statement = books.prepareStatement(sql)) {
            statement.setFetchSize(1_000);
            statement.setLong(1, shop.merchant().value());
            ResultSet row = Objects.requireNonNull(statement.executeQuery());
            while (row.next()) {
                each.row(row);
            }
        }
    }

    private static String kind(int code) {
        return code < KINDS.length ? KINDS[code] : Integer.toString(code);
    }

    private static long at(Recorder recorder, ResultSet row) throws SQLException {
        return recorder.at(Instant.EPOCH.plus(row.getLong("micros"), ChronoUnit.MICROS));
    }
}
