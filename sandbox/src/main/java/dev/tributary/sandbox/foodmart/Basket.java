package dev.tributary.sandbox.foodmart;

/** What one customer carried home on one day: each product once. */
public record Basket(int customerId, int storeId, Item[] items) {

    public record Item(Product product, int units) {}

    public long total() {
        long total = 0;
        for (Item item : items) {
            total += item.product().price() * item.units();
        }
        return total;
    }
}
