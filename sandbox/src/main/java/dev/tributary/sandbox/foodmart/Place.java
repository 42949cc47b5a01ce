package dev.tributary.sandbox.foodmart;

/** A store or warehouse of the chain. {@code code} is the merchant's node code. */
public record Place(String code, String name, boolean store, String country, String regionCode) {}
