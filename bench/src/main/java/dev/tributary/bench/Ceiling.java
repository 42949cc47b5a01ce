package dev.tributary.bench;

import dev.tributary.database.Migrations;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.random.RandomGenerator;
import org.postgresql.copy.CopyManager;
import org.postgresql.core.BaseConnection;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * How many orders a second bare JDBC writes into the hub's own tables on the hub's own server: batches of 512, each
 * one transaction, no reading, no deciding, no waiting callers. The best of unnest and COPY with 1, 2 and 4 writers,
 * each the median of five.
 */
final class Ceiling {

    static final int BATCH = 512;
    private static final String DATABASE = "ceiling";
    private static final List<Integer> WRITERS = List.of(1, 2, 4);
    private static final String UPDATE_STOCK = """
            update inventory.stock
               set reserved = stock.reserved + taken.units, version = stock.version + taken.units
              from unnest(?::bigint[], ?::bigint[]) as taken (sku_id, units)
             where stock.merchant_id = 1 and stock.sku_id = taken.sku_id and stock.node_id = 1
            """;

    enum Way {
        UNNEST,
        COPY
    }

    /** @param writers how many it took */
    record Best(double ordersPerSecond, Way way, int writers) {
        String json() {
            return "{\"ordersPerSecond\": %d, \"way\": \"%s\", \"writers\": %d}"
                    .formatted(Math.round(ordersPerSecond), way.name().toLowerCase(java.util.Locale.ROOT), writers);
        }
    }

    private final Place place;
    private final List<RowTemplate> perOrder;
    private final List<RowTemplate> perStockRow;
    private final int skuCount;
    private final Duration time;
    private final int repetitions;
    /** Above every id the hub gives in a bench, and twelve digits long. */
    private final AtomicLong ids = new AtomicLong(100_000_000_000L);

    private Ceiling(
            Place place,
            List<RowTemplate> perOrder,
            List<RowTemplate> perStockRow,
            int skuCount,
            Duration time,
            int repetitions) {
        this.place = place;
        this.perOrder = perOrder;
        this.perStockRow = perStockRow;
        this.skuCount = skuCount;
        this.time = time;
        this.repetitions = repetitions;
    }

    /** @param order one the hub placed a moment ago, alone, in the shape of the bench's orders */
    static Ceiling like(Place place, long order, int skuCount, Duration time, int repetitions) throws SQLException {
        List<RowTemplate> perOrder = new ArrayList<>();
        List<RowTemplate> perStockRow;
        try (Connection books = place.connect()) {
            for (String[] table : tablesWithOrders(books)) {
                perOrder.addAll(RowTemplate.of(books, table[0], table[1], "order_id = " + order));
            }
            perOrder.addAll(RowTemplate.of(books, "orders", "sales_order", "id = " + order));
            perOrder.addAll(RowTemplate.of(books, "journal", "event", "key = 'order/%d'".formatted(order)));
            perStockRow = RowTemplate.of(
                    books,
                    "journal",
                    "event",
                    "(type, position) = (select type, max(position) from journal.event"
                            + " where type = 'stock.changed.v1' group by type)");
        }
        return new Ceiling(place, perOrder, perStockRow, skuCount, time, repetitions);
    }

    private static List<String[]> tablesWithOrders(Connection books) throws SQLException {
        List<String[]> tables = new ArrayList<>();
        try (var statement = books.createStatement();
                var row = statement.executeQuery("""
                        select relnamespace::regnamespace::text, relname
                          from pg_attribute join pg_class on attrelid = pg_class.oid
                         where attname = 'order_id' and relkind in ('r', 'p') and not relispartition
                           and relnamespace::regnamespace::text in ('orders', 'inventory')
                         order by 1, 2
                        """)) {
            while (row.next()) {
                tables.add(new String[] {row.getString(1), row.getString(2)});
            }
        }
        return tables;
    }

    /** What one order writes, for people to read. */
    String shape() {
        List<String> tables = new ArrayList<>();
        perOrder.forEach(template -> tables.add(template.table()));
        perStockRow.forEach(template -> tables.add(template.table() + " (per stock row and batch)"));
        return String.join(", ", tables) + ", inventory.stock (update)";
    }

    Best measure(boolean hot) throws Exception {
        Best best = new Best(0, Way.UNNEST, 0);
        for (Way way : Way.values()) {
            for (int writers : WRITERS) {
                double[] rates = new double[repetitions];
                for (int i = 0; i < repetitions; i++) {
                    prepareDatabase();
                    rates[i] = once(way, writers, hot);
                }
                Arrays.sort(rates);
                double median = rates[repetitions / 2];
                Bench.say("  ceiling %s %s, %d writers: %,.0f orders/s"
                        .formatted(hot ? "hot" : "uniform", way, writers, median));
                if (median > best.ordersPerSecond) {
                    best = new Best(median, way, writers);
                }
            }
        }
        return best;
    }

    private boolean prepared;

    /** A database of its own beside the hub's, made once: its rows would unbalance the hub's books. */
    private void prepareDatabase() throws SQLException {
        if (prepared) {
            return;
        }
        try (Connection hub = place.connect();
                var statement = hub.createStatement()) {
            statement.execute("create database " + DATABASE);
        }
        try (Connection connection = place.connect(DATABASE)) {
            var dataSource = new PGSimpleDataSource();
            dataSource.setURL(connection.getMetaData().getURL());
            dataSource.setUser(connection.getMetaData().getUserName());
            dataSource.setPassword(password());
            Migrations.migrate(dataSource);
            try (var statement = connection.createStatement()) {
                statement.execute("insert into inventory.stock (merchant_id, sku_id, node_id, on_hand)"
                        + " select 1, sku, 1, 1000000000 from generate_series(1, %d) as sku".formatted(skuCount));
                statement.execute("vacuum analyze inventory.stock");
            }
        }
        prepared = true;
    }

    void dropDatabase() throws SQLException {
        try (Connection hub = place.connect();
                var statement = hub.createStatement()) {
            statement.execute("drop database if exists %s with (force)".formatted(DATABASE));
        }
    }

    private String password() {
        return java.net.URI.create(place.databaseUrl()).getUserInfo().split(":", 2)[1];
    }

    private double once(Way way, int writers, boolean hot) throws Exception {
        var start = new CyclicBarrier(writers);
        try (ExecutorService threads = Executors.newFixedThreadPool(writers)) {
            List<Future<double[]>> results = new ArrayList<>();
            for (int i = 0; i < writers; i++) {
                int writer = i;
                results.add(threads.submit((Callable<double[]>) () -> {
                    try (Connection connection = place.connect(DATABASE);
                            var batches = new Writer(connection, way, writer, writers, hot)) {
                        batches.write();
                        start.await(30, TimeUnit.SECONDS);
                        long since = System.nanoTime();
                        long orders = 0;
                        while (System.nanoTime() - since < time.toNanos()) {
                            orders += batches.write();
                        }
                        return new double[] {orders, (System.nanoTime() - since) / 1e9};
                    }
                }));
            }
            double rate = 0;
            for (Future<double[]> result : results) {
                double[] ordersAndSeconds = result.get();
                rate += ordersAndSeconds[0] / ordersAndSeconds[1];
            }
            return rate;
        } catch (ExecutionException e) {
            throw e.getCause() instanceof Exception cause ? cause : e;
        }
    }

    /** One connection that writes batch after batch. Uniform writers keep to SKUs of their own, so none waits. */
    private final class Writer implements AutoCloseable {

        private final Connection connection;
        private final Way way;
        private final int firstSku;
        private final int skus;
        private final RandomGenerator random;
        private final List<PreparedStatement> statements = new ArrayList<>();
        private final PreparedStatement updateStock;

        Writer(Connection connection, Way way, int writer, int writers, boolean hot) throws SQLException {
            this.connection = connection;
            this.way = way;
            this.skus = hot ? 1 : skuCount / writers;
            this.firstSku = hot ? 1 : 1 + writer * skus;
            this.random = RandomGenerator.of("L64X128MixRandom");
            connection.setAutoCommit(false);
            updateStock = connection.prepareStatement(UPDATE_STOCK);
            for (RowTemplate template : perOrder) {
                statements.add(connection.prepareStatement(template.unnestStatement()));
            }
            for (RowTemplate template : perStockRow) {
                statements.add(connection.prepareStatement(template.unnestStatement()));
            }
        }

        int write() throws Exception {
            long[] sku = new long[BATCH];
            for (int i = 0; i < BATCH; i++) {
                sku[i] = firstSku + random.nextInt(skus);
            }
            Arrays.sort(sku);
            updateStock(sku);
            long[] distinct = Arrays.stream(sku).distinct().toArray();
            int statement = 0;
            for (RowTemplate template : perOrder) {
                insert(template, statement++, sku);
            }
            for (RowTemplate template : perStockRow) {
                insert(template, statement++, distinct);
            }
            connection.commit();
            return BATCH;
        }

        private void updateStock(long[] sorted) throws SQLException {
            long[] keys = new long[sorted.length];
            long[] units = new long[sorted.length];
            int size = 0;
            for (long sku : sorted) {
                if (size > 0 && keys[size - 1] == sku) {
                    units[size - 1]++;
                } else {
                    keys[size] = sku;
                    units[size++] = 1;
                }
            }
            updateStock.setObject(1, Arrays.copyOf(keys, size));
            updateStock.setObject(2, Arrays.copyOf(units, size));
            updateStock.executeUpdate();
        }

        private void insert(RowTemplate template, int statement, long[] sku) throws Exception {
            long first = ids.getAndAdd(sku.length);
            if (way == Way.COPY) {
                var text = new StringBuilder(sku.length * 200);
                for (int i = 0; i < sku.length; i++) {
                    template.line(text, first + i, sku[i], first + i, first + i);
                }
                byte[] bytes = text.toString().getBytes(StandardCharsets.UTF_8);
                var copy = new CopyManager(connection.unwrap(BaseConnection.class)).copyIn(template.copyStatement());
                copy.writeToCopy(bytes, 0, bytes.length);
                copy.endCopy();
            } else {
                long[] names = new long[sku.length];
                for (int i = 0; i < names.length; i++) {
                    names[i] = first + i;
                }
                PreparedStatement insert = statements.get(statement);
                template.bind(insert, names, sku, names, names);
                insert.executeUpdate();
            }
        }

        @Override
        public void close() throws SQLException {
            for (PreparedStatement statement : statements) {
                statement.close();
            }
            updateStock.close();
        }
    }
}
