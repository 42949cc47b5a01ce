/** The ERP's calls: stock up, orders down by sync state, shipments up. */
@NullMarked
package dev.tributary.openapi.erp;

import org.jspecify.annotations.NullMarked;
