/**
 * What is sold, by whom and where: merchants, sales channels, products, SKUs with units and GTINs, listings that map a
 * channel's SKU to ours. Answers from memory, told of changes by the journal. Owns schema {@code catalog}.
 */
@NullMarked
@ApplicationModule(
        displayName = "Catalog",
        allowedDependencies = {"kernel", "database", "journal"})
package dev.tributary.catalog;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
