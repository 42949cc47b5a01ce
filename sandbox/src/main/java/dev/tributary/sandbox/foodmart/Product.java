package dev.tributary.sandbox.foodmart;

/**
 * A product of the chain.
 *
 * @param index from 0, dense: a cheap key for books kept in arrays
 * @param gtin thirteen digits with a GS1 check digit
 * @param price recommended retail price in minor units
 */
public record Product(int index, int id, String name, String gtin, long price, String category) {

    /** The merchant's own SKU code. */
    public String code() {
        return "FM-%04d".formatted(id);
    }

    /** The product as Shopify numbers it. */
    public String variantId() {
        return Long.toString(44_120_000_000L + id * 7L);
    }

    /** The product as Meituan numbers it. */
    public String meituanSkuId() {
        return "mt" + (100_000 + id);
    }

    /** Weights 3 and 1 from the right, up to the next ten (GS1 General Specifications). */
    static String withCheckDigit(String body) {
        int sum = 0;
        for (int i = 0; i < body.length(); i++) {
            int weight = i % 2 == 0 ? 3 : 1;
            sum += weight * (body.charAt(body.length() - 1 - i) - '0');
        }
        return body + (10 - sum % 10) % 10;
    }
}
