package dev.tributary.inventory;

import dev.tributary.kernel.MerchantId;
import dev.tributary.kernel.NodeId;
import dev.tributary.kernel.Page;
import java.time.LocalDate;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Answers which lots a row has, and which come to their end. */
public interface StockLots {

    /** The row's lots at one of its versions, as they are picked; none where it was not kept by lots. At most 1,000. */
    List<LotLevel> at(StockKey key, long version);

    /** The row's lots by number, also those that are empty; at most 200 a page. */
    Page<LotLevel> of(StockKey key, Optional<String> cursor, int limit);

    /** Lots that still have something and expire before that day, the first to expire first; at most 200 a page. */
    Page<LotLevel> expiring(
            MerchantId merchant, LocalDate before, Optional<NodeId> node, Optional<String> cursor, int limit);

    /** What these movements of a row did to its lots, by version. */
    Map<Long, List<Change>> changes(StockKey key, Collection<Long> versions);

    record Change(long version, String number, long onHand, long pinned, long blocked) {}
}
