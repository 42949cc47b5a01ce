/**
 * The outside world, played honestly: an own app, a Shopify shop, Meituan, three tills, an ERP and a CRM, with real
 * signatures and real quirks. It knows the hub only by its public doors and shares no code with it.
 */
@NullMarked
package dev.tributary.sandbox;

import org.jspecify.annotations.NullMarked;
