package dev.tributary.openapi.tills;

import dev.tributary.kernel.NodeId;
import dev.tributary.openapi.body.Findings;
import dev.tributary.orders.SaleQuantity;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Currency;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A till's sale as a body says it; filled by {@link SaleReader} while it reads. */
final class SaleForm {

    final Findings findings;

    @Nullable
    String channel;

    @Nullable
    String node;

    @Nullable
    String till;

    @Nullable
    String sequence;

    @Nullable
    LocalDate businessDay;

    @Nullable
    Instant soldAt;

    @Nullable
    Currency currency;

    @Nullable
    Long total;

    @Nullable
    String memberPhone;

    final List<Line> lines = new ArrayList<>(8);
    final List<Tender> tenders = new ArrayList<>(1);

    SaleForm(Findings findings) {
        this.findings = findings;
    }

    String number(NodeId nodeId) {
        return Receipt.number(node, nodeId, till, sequence, businessDay);
    }

    /** @param sale what was told in a unit of sale; null in base units */
    record Line(
            String sku,
            long units,
            long unitPrice,
            long discount,
            @Nullable SaleQuantity sale) {}

    record Tender(String method, long amount) {}
}
