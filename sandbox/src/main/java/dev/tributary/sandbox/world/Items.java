package dev.tributary.sandbox.world;

import dev.tributary.sandbox.foodmart.Basket;
import dev.tributary.sandbox.own.Item;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** What is in a basket, as tills and apps tell it. */
final class Items {

    private Items() {}

    static List<Item> of(Basket.Item[] items) {
        return Arrays.stream(items)
                .map(item -> new Item(
                        item.product().code(),
                        Optional.of(item.product().gtin()),
                        item.product().name(),
                        item.units(),
                        item.product().price()))
                .toList();
    }
}
