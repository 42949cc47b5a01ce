/** Reads the FoodMart chain (Apache-2.0, one JSON object a line) from its jar, streaming. */
@NullMarked
package dev.tributary.sandbox.foodmart;

import org.jspecify.annotations.NullMarked;
