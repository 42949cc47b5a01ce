/** Every error of every door as {@code application/problem+json}. */
@NullMarked
package dev.tributary.openapi.problem;

import org.jspecify.annotations.NullMarked;
