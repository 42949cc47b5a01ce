/** From an empty hub to a working one, by forms and CSV files alone. */
@NullMarked
package dev.tributary.console.setup;

import org.jspecify.annotations.NullMarked;
