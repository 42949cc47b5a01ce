package dev.tributary.channels.order;

import dev.tributary.catalog.Catalog;
import dev.tributary.catalog.SaleUnits;
import dev.tributary.catalog.Sku;
import dev.tributary.kernel.MerchantId;
import dev.tributary.orders.BundlePart;
import dev.tributary.orders.Command;
import dev.tributary.orders.OrderBook;
import dev.tributary.orders.OrderIntake;
import dev.tributary.orders.OrderView;
import dev.tributary.orders.ReservationState;
import dev.tributary.orders.ReturnDraft;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import org.springframework.stereotype.Component;

/**
 * Tells waiting returns again in their till's place, once something they wait for has come. The return's number is the
 * key of both tellings, so that one of them alone puts the goods back.
 */
@Component
class WaitingReturns {

    private static final int AT_ONCE_MAX = 200;

    private final WaitingReturnStore store;
    private final OrderBook book;
    private final OrderIntake intake;
    private final Catalog catalog;
    private final SaleUnits saleUnits;

    WaitingReturns(WaitingReturnStore store, OrderBook book, OrderIntake intake, Catalog catalog, SaleUnits saleUnits) {
        this.store = store;
        this.book = book;
        this.intake = intake;
        this.catalog = catalog;
        this.saleUnits = saleUnits;
    }

    void round() {
        store.claim(AT_ONCE_MAX).forEach(due -> {
            var told = book.returned(due.merchant(), due.id());
            if (due.over() || told.filter(ReturnDraft::waits).isEmpty()) {
                store.forget(due.merchant(), due.id());
            } else {
                retry(due.merchant(), told.get());
            }
        });
    }

    private void retry(MerchantId merchant, ReturnDraft told) {
        var sale = told.original().isPresent()
                ? book.find(merchant, told.original().get())
                : told.originalNumber().flatMap(number -> book.byNumber(merchant, told.channel(), number));
        var skus = skus(told);
        var lines = told.lines().stream().map(line -> known(line, skus, sale)).toList();
        var again = told.with(sale.map(OrderView::id), lines);
        if (!again.equals(told)) {
            // An event tells what became of it; nobody needs the answer here.
            intake.submit(new Command.TakeBack(again), OrderIntake.Lane.BULK);
        }
    }

    private Map<String, Sku> skus(ReturnDraft told) {
        var names = new HashSet<String>();
        told.lines().stream().filter(line -> line.sku().isEmpty()).forEach(line -> names.add(line.channelSku()));
        return names.isEmpty() ? Map.of() : catalog.listed(told.merchant(), told.channel(), names);
    }

    /** What the sale knows the channel's SKU to be counts where no listing does. */
    private ReturnDraft.Line known(ReturnDraft.Line line, Map<String, Sku> listed, Optional<OrderView> sale) {
        boolean soldFirst = sale.stream()
                .flatMap(order -> order.lines().stream())
                .anyMatch(sold -> sold.channelSku().equals(line.channelSku())
                        && sold.reservation() == ReservationState.WAITING_MAPPING);
        // The sale waits for the same mapping: once it has gone on, the units that came back are counted off it.
        if (line.sku().isPresent() || soldFirst) {
            return line;
        }
        return Optional.ofNullable(listed.get(line.channelSku()))
                .or(() -> sale.flatMap(order -> sold(order, line.channelSku())))
                .map(sku -> line.known(sku, saleUnits))
                .orElse(line);
    }

    private Optional<Sku> sold(OrderView order, String channelSku) {
        return order.lines().stream()
                .filter(line -> line.channelSku().equals(channelSku))
                .flatMap(line -> line.bundle().map(BundlePart::bundle).or(line::sku).stream())
                .findFirst()
                .flatMap(sku -> catalog.sku(order.merchant(), sku));
    }
}
