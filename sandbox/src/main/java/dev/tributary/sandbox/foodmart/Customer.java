package dev.tributary.sandbox.foodmart;

/** An invented person of the FoodMart data. */
public record Customer(int id, String name, String phone, String address, String country, String regionCode) {}
