package dev.tributary.sandbox.foodmart;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.MappingIterator;
import tools.jackson.databind.json.JsonMapper;

/** The chain's master data in memory (a few MB); sales facts are read as they are needed, see {@link #baskets()}. */
public final class FoodMart {

    static final JsonMapper JSON = JsonMapper.shared();
    private static final Map<String, String> COUNTRIES = Map.of("USA", "US", "Mexico", "MX", "Canada", "CA");

    private final List<Product> products;
    private final Map<Integer, Product> productsById = new HashMap<>();
    private final List<Place> places;
    private final List<Customer> customers;

    private FoodMart(List<Product> products, List<Place> places, List<Customer> customers) {
        this.products = Collections.unmodifiableList(products);
        this.places = Collections.unmodifiableList(places);
        this.customers = Collections.unmodifiableList(customers);
        products.forEach(product -> productsById.put(product.id(), product));
    }

    public static FoodMart read() {
        return new FoodMart(readProducts(), readPlaces(), readCustomers());
    }

    public List<Product> products() {
        return products;
    }

    /** 24 stores and 24 warehouses; the head office sells nothing. */
    public List<Place> places() {
        return places;
    }

    public Customer customer(int id) {
        return customers.get(Math.floorMod(id - 1, customers.size()));
    }

    public int customers() {
        return customers.size();
    }

    /** About 60,000 baskets of three years, then the same again, without end. */
    public Baskets baskets() {
        return new Baskets(productsById);
    }

    private static List<Product> readProducts() {
        Map<Integer, String> categories = new HashMap<>();
        for (JsonNode row : rows("product_class")) {
            categories.put(
                    row.path("product_class_id").intValue(),
                    row.path("product_category").stringValue());
        }
        List<Product> products = new ArrayList<>();
        for (JsonNode row : rows("product")) {
            products.add(new Product(
                    products.size(),
                    row.path("product_id").intValue(),
                    row.path("product_name").stringValue(),
                    gtin(row.path("SKU").longValue()),
                    Math.round(row.path("SRP").doubleValue() * 100),
                    categories.getOrDefault(row.path("product_class_id").intValue(), "Other")));
        }
        return products;
    }

    /** Many of FoodMart's codes begin like those that shops give themselves: nine digits go behind a prefix of GS1 China. */
    private static String gtin(long sku) {
        return Product.withCheckDigit("690%09d".formatted(sku % 1_000_000_000L));
    }

    private static List<Place> readPlaces() {
        List<Place> places = new ArrayList<>();
        for (JsonNode row : rows("store")) {
            if (row.path("store_id").intValue() != 0) {
                places.add(new Place(
                        "store-" + row.path("store_id").intValue(),
                        row.path("store_city").stringValue() + " "
                                + row.path("store_type").stringValue(),
                        true,
                        country(row.path("store_country").stringValue()),
                        regionCode(row.path("store_state").stringValue())));
            }
        }
        for (JsonNode row : rows("warehouse")) {
            places.add(new Place(
                    "wh-" + row.path("warehouse_id").intValue(),
                    row.path("warehouse_city").stringValue() + " "
                            + row.path("warehouse_name").stringValue(),
                    false,
                    country(row.path("warehouse_country").stringValue()),
                    regionCode(row.path("warehouse_state_province").stringValue())));
        }
        return places;
    }

    private static List<Customer> readCustomers() {
        List<Customer> customers = new ArrayList<>();
        for (JsonNode row : rows("customer")) {
            customers.add(new Customer(
                    row.path("customer_id").intValue(),
                    row.path("fullname").stringValue(),
                    row.path("phone1").stringValue(),
                    row.path("address1").stringValue() + ", " + row.path("city").stringValue(),
                    country(row.path("country").stringValue()),
                    regionCode(row.path("state_province").stringValue())));
        }
        return customers;
    }

    private static String country(String name) {
        return COUNTRIES.getOrDefault(name, "US");
    }

    private static String regionCode(String state) {
        String code = state.replaceAll("[^0-9A-Za-z]", "").toUpperCase(Locale.ROOT);
        return code.substring(0, Math.min(16, code.length()));
    }

    private static Iterable<JsonNode> rows(String table) {
        try (MappingIterator<JsonNode> rows = open(table)) {
            return rows.readAll();
        }
    }

    /** The files lie at the root of the jar, one JSON object a line. */
    static MappingIterator<JsonNode> open(String table) {
        InputStream bytes = FoodMart.class.getResourceAsStream("/" + table + ".json");
        if (bytes == null) {
            throw new UncheckedIOException(new IOException("FoodMart has no table " + table));
        }
        return JSON.readerFor(JsonNode.class).readValues(bytes);
    }
}
