package dev.tributary.inventory;

import dev.tributary.kernel.MerchantId;
import dev.tributary.kernel.NodeId;
import dev.tributary.kernel.SkuId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Goods on their way from one node of a merchant to another.
 *
 * @param number the merchant's own, unique
 * @param setAside whether its goods could not be sold any longer from the moment it was planned
 * @param version grows with each change
 */
public record Transfer(
        MerchantId merchant,
        TransferId id,
        String number,
        TransferState state,
        NodeId from,
        NodeId to,
        Optional<Instant> expectedAt,
        boolean setAside,
        String note,
        String madeBy,
        Instant madeAt,
        Instant changedAt,
        long version,
        List<Line> lines) {

    /**
     * @param units wanted
     * @param setAside held for it at the source
     * @param shipped that left
     * @param received that came, sellable or not
     * @param lost that left and never came
     * @param turnedBack that left and are back
     */
    public record Line(
            int number, SkuId sku, long units, long setAside, long shipped, long received, long lost, long turnedBack) {

        public long inTransit() {
            return shipped - received - lost - turnedBack;
        }
    }

    public StockKey source(Line line) {
        return new StockKey(merchant, line.sku(), from);
    }

    public StockKey target(Line line) {
        return new StockKey(merchant, line.sku(), to);
    }

    public long inTransit() {
        return lines.stream().mapToLong(Line::inTransit).sum();
    }
}
