/** People: operators, their log-in, and the link that makes the first of them. */
@NullMarked
package dev.tributary.access.people;

import org.jspecify.annotations.NullMarked;
