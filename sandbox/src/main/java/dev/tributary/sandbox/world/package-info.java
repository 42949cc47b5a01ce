/** Those who talk with the hub: shops, marketplaces, tills, ERP and CRM, and the one who sets the hub up for them. */
@NullMarked
package dev.tributary.sandbox.world;

import org.jspecify.annotations.NullMarked;
