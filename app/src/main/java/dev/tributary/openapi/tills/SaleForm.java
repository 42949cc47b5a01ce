package dev.tributary.openapi.tills;

import dev.tributary.kernel.NodeId;
import dev.tributary.openapi.body.Findings;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Currency;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A till's sale as a body says it; filled by {@link SaleReader} while it reads. */
final class SaleForm {

    private static final int NODE_IN_NUMBER_MAX = 24;

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

    /** The natural key: the same receipt sent twice is one sale. A long code gives way to the node's id: 64 in all. */
    String number(NodeId nodeId) {
        String place = node != null && node.length() <= NODE_IN_NUMBER_MAX ? node : nodeId.toString();
        return "%s/%s/%s/%s".formatted(place, till, sequence, businessDay);
    }

    record Line(String sku, long units, long unitPrice, long discount) {}

    record Tender(String method, long amount) {}
}
