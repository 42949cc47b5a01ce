/** What could not be understood or delivered, corrected and sent again by people. */
@NullMarked
package dev.tributary.console.parked;

import org.jspecify.annotations.NullMarked;
