package dev.tributary.catalog;

import dev.tributary.kernel.MerchantId;
import java.time.ZoneId;
import java.util.Currency;

/** A retailer in the hub. The zone cuts its days; the currency is what its prices are in unless they say otherwise. */
public record Merchant(MerchantId id, String code, String name, ZoneId zone, Currency currency) {}
