/** Adapter files: what a platform's YAML says, checked with line and reason when the hub starts and whenever a file changes. */
@NullMarked
package dev.tributary.channels.adapter;

import org.jspecify.annotations.NullMarked;
