package dev.tributary.inventory;

import dev.tributary.inventory.Drift.Reading;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Where each reading of the books stands. One node goes on with it; when that one ends, another takes over. */
@Repository
class ReadingStore {

    /** Repairs are made by one node at a time too. */
    static final short REPAIRS = 4;

    private static final String CLAIM = """
            update inventory.reading
               set claimed_by = :node, claimed_until = clock_timestamp() + interval '30 seconds',
                   began_at = coalesce(began_at, clock_timestamp())
             where reading = :reading and (claimed_by = :node or claimed_until < clock_timestamp())
            returning at_merchant as merchant, at_first as first, at_second as second
            """;

    private static final String MOVE = """
            update inventory.reading
               set claimed_until = clock_timestamp() + interval '30 seconds', at_merchant = :merchant,
                   at_first = :first, at_second = :second, checked = checked + :checked
             where reading = :reading and claimed_by = :node
            """;

    private static final String END = """
            update inventory.reading
               set claimed_until = clock_timestamp() + interval '30 seconds', at_merchant = 0, at_first = 0, at_second = 0,
                   rounds = rounds + 1, round_checked = checked + :checked, checked = 0,
                   first_ended_at = coalesce(first_ended_at, clock_timestamp()), last_began_at = began_at,
                   last_ended_at = clock_timestamp(), began_at = null
             where reading = :reading and claimed_by = :node
            """;

    private static final String ROUNDS = """
            select reading, rounds, round_checked, first_ended_at, last_began_at, last_ended_at
              from inventory.reading
             where reading <> 4
             order by reading
            """;

    private static final String BALANCE = """
            insert into inventory.balance (merchant_id, sku_id, node_id, version, on_hand, reserved)
            values (:merchant, :sku, :node, :version, :onHand, :reserved)
                on conflict (merchant_id, sku_id, node_id) do update
               set version = excluded.version, on_hand = excluded.on_hand, reserved = excluded.reserved
             where balance.version < excluded.version
            """;

    private static final String FORGET_BALANCE = """
            delete from inventory.balance
             where merchant_id = :merchant and sku_id = :sku and node_id = :node
            """;

    private final JdbcClient jdbc;
    private final UUID node = UUID.randomUUID();

    ReadingStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** A point in key order; what it names is each reading's own. */
    record Place(long merchant, long first, long second) {}

    /** Empty while another node is at it. */
    Optional<Place> claim(short reading) {
        return jdbc.sql(CLAIM)
                .param("node", node)
                .param("reading", reading)
                .query(Place.class)
                .optional();
    }

    /** @param next empty at the end of a round */
    void advance(Reading reading, Optional<Place> next, long checked) {
        var statement = jdbc.sql(next.isPresent() ? MOVE : END)
                .param("node", node)
                .param("reading", reading.code())
                .param("checked", checked);
        next.ifPresent(place -> statement
                .param("merchant", place.merchant())
                .param("first", place.first())
                .param("second", place.second()));
        statement.update();
    }

    record Progress(DriftBoard.Round round, Optional<java.time.Instant> firstEndedAt) {}

    List<Progress> progress() {
        return jdbc.sql(ROUNDS)
                .query((row, number) -> new Progress(
                        new DriftBoard.Round(
                                Reading.of(row.getInt("reading")),
                                row.getLong("rounds"),
                                row.getLong("round_checked"),
                                DriftStore.time(row, "last_began_at"),
                                DriftStore.time(row, "last_ended_at")),
                        DriftStore.time(row, "first_ended_at")))
                .list();
    }

    void balance(LedgerBooks.Row row) {
        jdbc.sql(BALANCE)
                .param("merchant", row.merchantId())
                .param("sku", row.skuId())
                .param("node", row.nodeId())
                .param("version", row.lastMove())
                .param("onHand", row.onHandMoved())
                .param("reserved", row.reservedMoved())
                .update();
    }

    /** The whole ledger is added up again. */
    void forgetBalance(StockKey key) {
        jdbc.sql(FORGET_BALANCE)
                .param("merchant", key.merchant().value())
                .param("sku", key.sku().value())
                .param("node", key.node().value())
                .update();
    }
}
