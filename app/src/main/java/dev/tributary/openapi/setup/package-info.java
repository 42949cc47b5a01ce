/** An empty hub becomes a working one: merchants, clients, nodes, products, channels and their listings. */
@NullMarked
package dev.tributary.openapi.setup;

import org.jspecify.annotations.NullMarked;
