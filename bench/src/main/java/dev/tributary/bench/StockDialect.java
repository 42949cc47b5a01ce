package dev.tributary.bench;

import dev.tributary.channels.adapter.Adapter;
import dev.tributary.channels.adapter.AdapterFiles;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.regex.Pattern;

/**
 * How a platform of the bench is told stock: by the words of its adapter file and within its budget.
 *
 * @param callsPerSecond what its file takes from the account in place of its own figure
 * @param figure finds a SKU's name and then its figure in a call's body
 * @param thanks what it answers
 */
enum StockDialect {
    MEITUAN("meituan", OptionalDouble.empty(), "\"sku_id\":\"([^\"]+)\",\"stock\":\"(\\d+)\"", "{\"data\":\"ok\"}") {
        @Override
        Map<String, Object> settings(String address) {
            return Map.of(
                    "appId",
                    "1001",
                    "appSecret",
                    SECRET,
                    "apiBaseUrl",
                    address,
                    "stores",
                    Map.of(STORE, Shop.NODE_CODE));
        }
    },
    SQUARE(
            "square",
            OptionalDouble.empty(),
            "\"catalog_object_id\":\"([^\"]+)\"[^}]*\"quantity\":\"(\\d+)\"",
            "{\"counts\":[]}") {
        @Override
        Map<String, Object> settings(String address) {
            return Map.of(
                    "apiBaseUrl",
                    address,
                    "accessToken",
                    SECRET,
                    "merchantId",
                    "M1",
                    "signatureKey",
                    SECRET,
                    "notificationUrl",
                    "https://hub.example/doors",
                    "locationIds",
                    STORE,
                    "stores",
                    Map.of(STORE, Shop.NODE_CODE));
        }
    },
    /** One SKU a call, a hundred calls a second for an app, as third parties say. */
    XIAOHONGSHU(
            "xiaohongshu",
            OptionalDouble.of(100),
            "\"skuId\":\"([^\"]+)\",\"qty\":(\\d+)",
            "{\"success\":true,\"error_code\":0}") {
        @Override
        Map<String, Object> settings(String address) {
            return Map.of("apiUrl", address, "appId", "1001", "appSecret", SECRET, "accessToken", SECRET);
        }
    };

    private static final String SECRET = "secret-of-the-bench";
    private static final String STORE = "poi-1";

    private final String adapter;
    private final OptionalDouble callsPerSecond;
    private final Pattern figure;
    private final String thanks;

    StockDialect(String adapter, OptionalDouble callsPerSecond, String figure, String thanks) {
        this.adapter = adapter;
        this.callsPerSecond = callsPerSecond;
        this.figure = Pattern.compile(figure);
        this.thanks = thanks;
    }

    abstract Map<String, Object> settings(String address);

    String adapter() {
        return adapter;
    }

    String thanks() {
        return thanks;
    }

    Map<String, Object> account(String address) {
        Map<String, Object> account = new HashMap<>(settings(address));
        callsPerSecond.ifPresent(rate -> account.put("callsPerSecond", rate));
        return account;
    }

    Adapter.Budget budget() {
        Adapter.Budget budget =
                new AdapterFiles().of(adapter).stock().orElseThrow().budget();
        return callsPerSecond.isPresent() ? budget.at(callsPerSecond.getAsDouble()) : budget;
    }

    double skusPerSecond() {
        return budget().callsPerSecond() * budget().skusPerCall();
    }

    /** What is left to sell by the SKU's name. */
    Map<String, Long> read(String body) {
        String text = body.startsWith("{") ? body : URLDecoder.decode(body, StandardCharsets.UTF_8);
        Map<String, Long> figures = new HashMap<>();
        figure.matcher(text).results().forEach(found -> figures.put(found.group(1), Long.parseLong(found.group(2))));
        return figures;
    }
}
