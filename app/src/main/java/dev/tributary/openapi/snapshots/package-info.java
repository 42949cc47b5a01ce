/** Absolute numbers of an ERP or WMS: read line by line, previewed, applied with what the ledger says since. */
@NullMarked
package dev.tributary.openapi.snapshots;

import org.jspecify.annotations.NullMarked;
