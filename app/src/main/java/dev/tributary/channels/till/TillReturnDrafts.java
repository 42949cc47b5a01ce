package dev.tributary.channels.till;

import dev.tributary.catalog.Catalog;
import dev.tributary.catalog.Sku;
import dev.tributary.channels.account.OpenAccount;
import dev.tributary.channels.adapter.MappingFailure;
import dev.tributary.kernel.Money;
import dev.tributary.orders.Command;
import dev.tributary.orders.OrderBook;
import dev.tributary.orders.OrderDraft;
import dev.tributary.orders.OrderView;
import dev.tributary.orders.ReturnDraft;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** Makes the facts of a till's returns and voids. A sale it names must have been booked to be found. */
@Component
class TillReturnDrafts {

    private final Catalog catalog;
    private final TillItems items;
    private final OrderBook book;

    TillReturnDrafts(Catalog catalog, TillItems items, OrderBook book) {
        this.catalog = catalog;
        this.items = items;
        this.book = book;
    }

    ReturnDraft draft(OpenAccount account, TillReturn taken) {
        var merchant = account.merchant();
        var original = taken.original().map(receipt -> items.number(merchant, receipt));
        return new ReturnDraft(
                merchant,
                account.channel(),
                items.number(merchant, taken.receipt()),
                items.node(merchant, taken.receipt()),
                original.flatMap(number -> book.byNumber(merchant, account.channel(), number))
                        .map(OrderView::id),
                original,
                lines(account, taken),
                new Money(taken.refunded(), taken.currency()),
                taken.tenderKinds(),
                taken.returnedAt());
    }

    /** A void is the last word on its sale, so it is newer than anything told of it. */
    Command.TellCancelled undo(OpenAccount account, TillVoid undone) {
        items.node(account.merchant(), undone.receipt());
        return new Command.TellCancelled(
                account.merchant(),
                account.channel(),
                items.number(account.merchant(), undone.receipt()),
                Long.MAX_VALUE,
                "voided at the till");
    }

    private List<ReturnDraft.Line> lines(OpenAccount account, TillReturn taken) {
        if (taken.lines().size() > OrderDraft.LINES_MAX) {
            throw new MappingFailure(
                    "lines", "a return has at most %d lines".formatted(OrderDraft.LINES_MAX), PosLogValues.CORRECT);
        }
        var names = new HashSet<String>();
        taken.lines().forEach(line -> names.addAll(line.names()));
        Map<String, Sku> skus = catalog.listed(account.merchant(), account.channel(), names);
        var lines = new ArrayList<ReturnDraft.Line>();
        for (var line : taken.lines()) {
            var name = line.names().stream()
                    .filter(skus::containsKey)
                    .findFirst()
                    .orElse(line.names().getFirst());
            var sku = Optional.ofNullable(skus.get(name));
            lines.add(new ReturnDraft.Line(
                    lines.size() + 1,
                    sku.map(Sku::id),
                    name,
                    items.units(account.merchant(), line.quantity(), line.unit(), sku),
                    line.disposition(),
                    new Money(line.amount(), taken.currency())));
        }
        return lines;
    }
}
