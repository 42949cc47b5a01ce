package dev.tributary.inventory.transfers;

import dev.tributary.inventory.Transfer;
import dev.tributary.journal.NewEvent;
import java.util.stream.Collectors;

/** Transfers' news as it stands in the journal; what people wrote stays with the transfer. */
final class TransferEvents {

    static final String CHANGED = "stock.transfer-changed.v1";

    private TransferEvents() {}

    static NewEvent changed(Transfer transfer) {
        String lines = transfer.lines().stream().map(TransferEvents::line).collect(Collectors.joining(","));
        String expected = transfer.expectedAt()
                .map(at -> ",\"expectedAt\":\"%s\"".formatted(at))
                .orElse("");
        String payload =
                "{\"transferId\":\"%s\",\"state\":\"%s\",\"fromNodeId\":\"%s\",\"toNodeId\":\"%s\"%s,\"lines\":[%s],\"version\":%d,\"occurredAt\":\"%s\"}"
                        .formatted(
                                transfer.id(),
                                transfer.state(),
                                transfer.from(),
                                transfer.to(),
                                expected,
                                lines,
                                transfer.version(),
                                transfer.changedAt());
        String key = "transfer/" + transfer.merchant() + "/" + transfer.id();
        return new NewEvent(CHANGED, key, transfer.merchant(), transfer.version(), payload);
    }

    private static String line(Transfer.Line line) {
        return "{\"line\":%d,\"skuId\":\"%s\",\"units\":%d,\"shipped\":%d,\"received\":%d,\"lost\":%d,\"turnedBack\":%d}"
                .formatted(
                        line.number(),
                        line.sku(),
                        line.units(),
                        line.shipped(),
                        line.received(),
                        line.lost(),
                        line.turnedBack());
    }
}
