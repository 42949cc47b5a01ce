package dev.tributary.inventory;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.database.WriteGroup;
import dev.tributary.kernel.MerchantId;
import dev.tributary.kernel.NodeId;
import dev.tributary.kernel.OrderId;
import dev.tributary.kernel.SkuId;
import dev.tributary.testing.HubUnderTest;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/** What rows were, against a model that replays every change. */
class PastRowsTest {

    private static final MerchantId MERCHANT = new MerchantId(1);
    private static HubUnderTest hub;

    @BeforeAll
    static void start() {
        hub = HubUnderTest.start();
    }

    @AfterAll
    static void stop() {
        hub.close();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6})
    void aRowIsAtEveryInstantWhatAReplayOfItsLedgerSays(long seed) {
        var keys = List.of(key(seed, 1), key(seed, 2), key(seed, 3));
        var models = List.of(new Model(), new Model(), new Model());
        var random = new Random(seed);
        for (int batch = 0; batch < 25; batch++) {
            write(keys, stock -> {
                for (int change = random.nextInt(4); change >= 0; change--) {
                    int row = random.nextInt(keys.size());
                    models.get(row).change(random, stock, keys.get(row));
                }
            });
        }

        for (int row = 0; row < keys.size(); row++) {
            var movements =
                    ledger().of(keys.get(row), Optional.empty(), 200).items().reversed();
            assertThat(movements).hasSameSizeAs(models.get(row).levels);
            assertThat(movements).extracting(Movement::recordedAt).isSorted();
            for (int i = 0; i < movements.size(); i++) {
                Instant from = movements.get(i).recordedAt();
                Instant until = i + 1 < movements.size() ? movements.get(i + 1).recordedAt() : from;
                for (Instant at : List.of(from, between(from, until), until.minus(1, ChronoUnit.MICROS), until)) {
                    assertThat(ledger().at(keys.get(row), at))
                            .as("row %d at %s", row, at)
                            .contains(models.get(row).then(keys.get(row), movements, at));
                }
            }
        }
    }

    @Test
    void timeFollowsTheVersionWhenTheEarlierTransactionWritesLater() {
        var key = key(20, 1);
        write(List.of(key), stock -> stock.change(receipt(key, 1)));
        transaction(() -> {
            // This transaction has begun; another overtakes it.
            hub.bean(JdbcClient.class).sql("select 1").query(Long.class).single();
            var overtaking = new Thread(() -> write(List.of(key), stock -> stock.change(receipt(key, 2))));
            overtaking.start();
            join(overtaking);
            writeHere(List.of(key), stock -> stock.change(receipt(key, 4)));
        });

        var times = ledger().of(key, Optional.empty(), 10).items().reversed().stream()
                .map(Movement::recordedAt)
                .toList();

        assertThat(times).hasSize(3).isSorted();
        assertThat(onHand(key, times.get(1))).isEqualTo(3);
        assertThat(onHand(key, times.get(2))).isEqualTo(7);
    }

    @Test
    void aRowIsNotKnownBeforeItsFirstMovementNorInTheFuture() {
        var key = key(21, 1);
        assertThat(ledger().at(key, Instant.now())).isEmpty();
        write(List.of(key), stock -> {});
        assertThat(ledger().at(key, Instant.EPOCH)).contains(new StockThen.NotKnownYet(Optional.empty()));
        write(List.of(key), stock -> stock.change(receipt(key, 5)));

        Instant since = ledger().of(key, Optional.empty(), 1).items().getFirst().recordedAt();

        assertThat(ledger().at(key, since.minus(1, ChronoUnit.MICROS)))
                .contains(new StockThen.NotKnownYet(Optional.of(since)));
        assertThat(ledger().at(key, since.plus(Duration.ofHours(1))))
                .hasValueSatisfying(then -> assertThat(then).isInstanceOf(StockThen.NotYet.class));
    }

    @Test
    void whatWasSetBeforeItWasKeptIsNotGuessed() {
        var key = key(22, 1);
        write(List.of(key), stock -> {
            stock.change(receipt(key, 9));
            stock.change(new StockChange(key, StockChange.Kind.SAFETY, 2, "test", OptionalLong.empty()));
            stock.change(new StockChange(key, StockChange.Kind.SAFETY, 3, "test", OptionalLong.empty()));
        });
        hub.bean(JdbcClient.class)
                .sql("update inventory.setting set safety = null where sku_id = 22 and version = 2")
                .update();

        var movements = ledger().of(key, Optional.empty(), 10).items().reversed();

        assertThat(onHand(key, movements.getFirst().recordedAt())).isEqualTo(9);
        assertThat(ledger().at(key, movements.get(1).recordedAt()))
                .contains(new StockThen.NotKnownYet(Optional.of(movements.get(2).recordedAt())));
        assertThat(onHand(key, movements.get(2).recordedAt())).isEqualTo(9);
    }

    @Test
    void amongTwoHundredThousandMovementsAFewDozenAreRead() {
        var key = key(23, 1);
        write(List.of(key), stock -> {});
        var jdbc = hub.bean(JdbcClient.class);
        transaction(() -> {
            jdbc.sql("set local transaction_timeout = '5min'").update();
            jdbc.sql("""
                    insert into inventory.movement
                           (merchant_id, sku_id, node_id, version, kind, on_hand_change, reserved_change, on_hand_after,
                            reserved_after, units_short_after, cause, recorded_at)
                    select 1, 23, 1, version, 1, 1, 0, version, 0, 0, 'receipt/many',
                           date_trunc('month', now()) + version * interval '1 microsecond'
                      from generate_series(1, 200000) as version
                    """).update();
            jdbc.sql("update inventory.stock set on_hand = 200000, version = 200000 where sku_id = 23")
                    .update();
        });
        Instant begin = jdbc.sql("select date_trunc('month', now())")
                .query(OffsetDateTime.class)
                .single()
                .toInstant();

        for (long version : List.of(1L, 2L, 99_999L, 131_072L, 200_000L)) {
            Instant at = begin.plus(version, ChronoUnit.MICROS);
            assertThat(onHand(key, at)).isEqualTo(version);
            assertThat(movementsRead(key, at)).isBetween(1, 20);
        }
    }

    /** As PostgreSQL counts them, in all partitions; none is read to be passed over. */
    private static int movementsRead(StockKey key, Instant at) {
        var plan = hub.bean(JdbcClient.class)
                .sql("explain (analyze, costs off, timing off) " + PastRows.AT)
                .param("merchant", key.merchant().value())
                .param("sku", key.sku().value())
                .param("node", key.node().value())
                .param("at", at.atOffset(ZoneOffset.UTC))
                .query(String.class)
                .list();
        var scan = Pattern.compile("Scan.* on movement_.*actual rows=([0-9.]+) loops=(\\d+)");
        double read = 0;
        boolean ofMovements = false;
        for (String line : plan) {
            var found = scan.matcher(line);
            if (found.find()) {
                assertThat(line).contains("Index");
                read += Double.parseDouble(found.group(1)) * Long.parseLong(found.group(2));
                ofMovements = true;
            } else if (line.contains("->")) {
                ofMovements = false;
            } else if (ofMovements) {
                assertThat(line).doesNotContain("Rows Removed");
            }
        }
        return (int) Math.round(read);
    }

    /** Replays what was asked for, without the engine. */
    private static final class Model {
        /** What is promised is of no interest here, so that it is never reduced. */
        private static final int NO_LINE = 30_000;

        private final List<StockLevel> levels = new ArrayList<>();
        private long onHand;
        private long reserved;
        private long safety;
        private long allowance;

        void change(Random random, StockBatch stock, StockKey key) {
            int units = 1 + random.nextInt(9);
            switch (random.nextInt(9)) {
                case 0, 1 -> {
                    stock.change(receipt(key, units));
                    onHand += units;
                }
                case 2 -> {
                    set(stock, key, StockChange.Kind.COUNT, units);
                    onHand = units;
                }
                case 3 -> {
                    set(stock, key, StockChange.Kind.ADJUST, -units);
                    onHand -= units;
                }
                case 4 -> {
                    set(stock, key, StockChange.Kind.SAFETY, units);
                    safety = units;
                }
                case 5 -> {
                    set(stock, key, StockChange.Kind.ALLOWANCE, units);
                    allowance = units;
                }
                case 6, 7 -> {
                    if (onHand + allowance - reserved - safety < units) {
                        return;
                    }
                    var want = new StockBatch.LineWant(levels.size(), units, new StockKey[] {key});
                    stock.take(order(key), List.of(want), true);
                    reserved += units;
                }
                default -> {
                    if (reserved == 0) {
                        return;
                    }
                    stock.ship(order(key), NO_LINE, key, 1, 1, List.of());
                    onHand--;
                    reserved--;
                }
            }
            long unitsShort = Math.max(0, reserved - onHand - allowance);
            levels.add(new StockLevel(
                    key.sku(), key.node(), onHand, reserved, safety, allowance, unitsShort, levels.size() + 1L));
        }

        StockThen then(StockKey key, List<Movement> movements, Instant at) {
            for (int i = levels.size() - 1; i >= 0; i--) {
                if (!movements.get(i).recordedAt().isAfter(at)) {
                    return new StockThen.Was(levels.get(i), movements.get(i));
                }
            }
            return new StockThen.NotKnownYet(Optional.of(movements.getFirst().recordedAt()));
        }

        private static void set(StockBatch stock, StockKey key, StockChange.Kind kind, long units) {
            stock.change(new StockChange(key, kind, units, "test", OptionalLong.empty()));
        }

        private static OrderId order(StockKey key) {
            return new OrderId(key.sku().value() * 100 + key.node().value());
        }
    }

    private static Instant between(Instant from, Instant until) {
        return from.plus(Duration.between(from, until).dividedBy(2)).truncatedTo(ChronoUnit.MICROS);
    }

    private static long onHand(StockKey key, Instant at) {
        return ((StockThen.Was) ledger().at(key, at).orElseThrow()).level().onHand();
    }

    private static StockChange receipt(StockKey key, long units) {
        return new StockChange(key, StockChange.Kind.RECEIVE, units, "receipt/1", OptionalLong.empty());
    }

    private static void write(List<StockKey> keys, Consumer<StockBatch> changes) {
        transaction(() -> writeHere(keys, changes));
    }

    private static void writeHere(List<StockKey> keys, Consumer<StockBatch> changes) {
        var stock = hub.bean(StockDesk.class).lock(new TreeSet<>(keys), keys);
        changes.accept(stock);
        var group = new WriteGroup();
        stock.write(group);
        group.run(hub.bean(JdbcTemplate.class));
    }

    private static void transaction(Runnable work) {
        hub.bean(TransactionTemplate.class).executeWithoutResult(status -> work.run());
    }

    private static void join(Thread thread) {
        try {
            thread.join();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Ledger ledger() {
        return hub.bean(Ledger.class);
    }

    private static StockKey key(long sku, long node) {
        return new StockKey(MERCHANT, new SkuId(sku), new NodeId(node));
    }
}
