/** The ERP's calls: stock up, paid orders down and marked, shipped lines up. */
@NullMarked
package dev.tributary.openapi.erp;

import org.jspecify.annotations.NullMarked;
