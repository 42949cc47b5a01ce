package dev.tributary.inventory.reorder;

import dev.tributary.inventory.StockAlerts.Forecast;
import dev.tributary.inventory.StockAlerts.Method;
import dev.tributary.inventory.StockKey;
import dev.tributary.kernel.MerchantId;
import dev.tributary.kernel.NodeId;
import dev.tributary.kernel.SkuId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The newest forecast of each row that sold anything within a year. */
@Repository
class ForecastStore {

    private static final Method[] METHODS = Method.values();

    private static final String SAVE = """
            insert into inventory.forecast (merchant_id, sku_id, node_id, method, by_weekday, sigma, days, made_on)
            select :merchant, sku_id, node_id, method, string_to_array(by_weekday, ',')::double precision[], sigma::double precision,
                   days, :madeOn
              from unnest(:skus::bigint[], :nodes::bigint[], :methods::smallint[], :weekdays::text[], :sigmas::text[],
                          :days::int[]) as made (sku_id, node_id, method, by_weekday, sigma, days)
                on conflict (merchant_id, sku_id, node_id) do update
               set method = excluded.method, by_weekday = excluded.by_weekday, sigma = excluded.sigma,
                   days = excluded.days, made_on = excluded.made_on
            """;

    private static final String DROP = """
            delete from inventory.forecast
             where merchant_id = :merchant
               and (sku_id, node_id) in (select * from unnest(:skus::bigint[], :nodes::bigint[]))
            """;

    private static final String PAGE = """
            select sku_id, node_id, method, by_weekday, sigma, days, made_on
              from inventory.forecast
             where merchant_id = :merchant and (sku_id, node_id) > (:sku, :node)
             order by sku_id, node_id
             limit :rows
            """;

    private static final String OF = """
            select sku_id, node_id, method, by_weekday, sigma, days, made_on
              from inventory.forecast
             where merchant_id = :merchant
               and (sku_id, node_id) in (select * from unnest(:skus::bigint[], :nodes::bigint[]))
            """;

    private final JdbcClient jdbc;

    ForecastStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    void save(MerchantId merchant, LocalDate madeOn, Map<StockKey, Forecast> forecasts) {
        if (forecasts.isEmpty()) {
            return;
        }
        keyed(jdbc.sql(SAVE), merchant, forecasts.keySet())
                .param("madeOn", madeOn)
                .param(
                        "methods",
                        forecasts.values().stream()
                                .map(forecast -> (short) (forecast.method().ordinal() + 1))
                                .toArray(Short[]::new))
                .param(
                        "weekdays",
                        forecasts.values().stream()
                                .map(forecast -> forecast.byWeekday().stream()
                                        .map(Object::toString)
                                        .collect(Collectors.joining(",")))
                                .toArray(String[]::new))
                .param(
                        "sigmas",
                        forecasts.values().stream()
                                .map(forecast -> Double.toString(forecast.sigma()))
                                .toArray(String[]::new))
                .param(
                        "days",
                        forecasts.values().stream()
                                .mapToInt(Forecast::days)
                                .boxed()
                                .toArray(Integer[]::new))
                .update();
    }

    void drop(MerchantId merchant, Collection<StockKey> keys) {
        if (!keys.isEmpty()) {
            keyed(jdbc.sql(DROP), merchant, keys).update();
        }
    }

    Map<StockKey, Forecast> page(MerchantId merchant, TurnStore.Place after, int rows) {
        return read(
                merchant,
                jdbc.sql(PAGE)
                        .param("merchant", merchant.value())
                        .param("sku", after.sku())
                        .param("node", after.node())
                        .param("rows", rows));
    }

    Map<StockKey, Forecast> of(MerchantId merchant, Collection<StockKey> keys) {
        return read(merchant, keyed(jdbc.sql(OF), merchant, keys));
    }

    static JdbcClient.StatementSpec keyed(
            JdbcClient.StatementSpec statement, MerchantId merchant, Collection<StockKey> keys) {
        return statement
                .param("merchant", merchant.value())
                .param("skus", keys.stream().mapToLong(key -> key.sku().value()).toArray())
                .param(
                        "nodes",
                        keys.stream().mapToLong(key -> key.node().value()).toArray());
    }

    private static Map<StockKey, Forecast> read(MerchantId merchant, JdbcClient.StatementSpec statement) {
        var found = new LinkedHashMap<StockKey, Forecast>();
        statement.query(row -> {
            found.put(
                    new StockKey(merchant, new SkuId(row.getLong("sku_id")), new NodeId(row.getLong("node_id"))),
                    forecast(row));
        });
        return found;
    }

    private static Forecast forecast(ResultSet row) throws SQLException {
        var weekdays = List.of((Double[]) row.getArray("by_weekday").getArray());
        return new Forecast(
                METHODS[row.getInt("method") - 1],
                weekdays.stream().mapToDouble(Double::doubleValue).average().orElse(0),
                weekdays,
                row.getDouble("sigma"),
                row.getInt("days"),
                row.getObject("made_on", LocalDate.class));
    }
}
