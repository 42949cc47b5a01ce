package dev.tributary.openapi.channels;

import dev.tributary.access.Caller;
import dev.tributary.access.Needs;
import dev.tributary.access.Scope;
import dev.tributary.catalog.Catalog;
import dev.tributary.catalog.Sku;
import dev.tributary.channels.ParkedStock;
import dev.tributary.kernel.Contract;
import dev.tributary.kernel.Member;
import dev.tributary.kernel.MerchantId;
import dev.tributary.kernel.Page;
import dev.tributary.kernel.Problem;
import dev.tributary.kernel.ProblemException;
import dev.tributary.kernel.Shape;
import dev.tributary.openapi.Callers;
import dev.tributary.openapi.body.Paging;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Stock that a platform refuses: seen, and told again. */
@RestController
class ParkedStockDoor {

    @Shape("ParkedStock")
    record Shown(
            String sku,

            @Member(says = "The platform's name of the store; absent where the channel has one figure per SKU.")
            Optional<String> store,

            @Member(says = "What the platform calls the item that it refused last.")
            String channelSku,

            @Member(says = "The figure that it refused.") long available,

            @Member(says = "What it has taken last; absent when it never took any.")
            Optional<Long> held,

            String reason,

            @Member(
                    says =
                            "What to look at first: `SETTINGS` where ten or more of the channel are refused for this reason,"
                                    + " `NAME` where the platform never took any, `ITEM` where it did.")
            ParkedStock.Suggestion suggestion,

            @Member(says = "How often in a row it was refused.")
            int times,

            Instant since,
            Instant lastTry,

            @Member(says = "Unless the figure changes before.")
            Instant nextTry,

            @Member(says = "True when it is wanted told again, which is about to happen.")
            boolean again) {}

    @Shape("ToldAgain")
    record ToldAgain(
            @Member(says = "How many are told again, by SKU and store.")
            int count) {}

    private final ParkedStock parked;
    private final Catalog catalog;

    ParkedStockDoor(ParkedStock parked, Catalog catalog) {
        this.parked = parked;
        this.catalog = catalog;
    }

    @Contract(
            id = "listParkedStock",
            says =
                    "What the platform has refused three times in a row or more. The hub goes on trying, with pauses that grow"
                            + " for a day and are a day long from then on; a new figure is told at once.",
            refusals = Problem.NOT_FOUND)
    @GetMapping("/v1/channels/{code}/parked-stock")
    @Needs(Scope.SETUP_READ)
    Page<Shown> list(
            Caller caller,
            @PathVariable String code,
            @RequestParam Optional<Integer> limit,
            @RequestParam Optional<String> cursor) {
        var merchant = Callers.merchant(caller);
        var channel = ChannelCodes.find(catalog, merchant, code);
        var paging = Paging.of(limit, cursor);
        var page = parked.list(merchant, Optional.of(channel), paging.after(), paging.limit());
        return Paging.shown(page, item -> shown(merchant, item));
    }

    @Contract(
            id = "tellParkedStockAgain",
            says = "Tells the platform the SKU again within a second, as if it had never refused it.",
            status = 204,
            refusals = Problem.NOT_FOUND)
    @PostMapping("/v1/channels/{code}/parked-stock/{sku}/tell-again")
    @Needs(Scope.SETUP_WRITE)
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void one(Caller caller, @PathVariable String code, @PathVariable String sku) {
        var merchant = Callers.merchant(caller);
        var channel = ChannelCodes.find(catalog, merchant, code);
        var found = Optional.ofNullable(
                catalog.skusByCode(merchant, List.of(Paging.text(sku))).get(sku));
        if (found.isEmpty() || !parked.tellAgain(merchant, channel, found.get().id(), caller.clientId())) {
            throw ProblemException.notFound("nothing is parked of SKU " + sku);
        }
    }

    @Contract(
            id = "tellAllParkedStockAgain",
            says = "The same of all that is parked of the channel.",
            answer = ToldAgain.class,
            refusals = Problem.NOT_FOUND)
    @PostMapping("/v1/channels/{code}/parked-stock/tell-again")
    @Needs(Scope.SETUP_WRITE)
    ToldAgain all(Caller caller, @PathVariable String code) {
        var merchant = Callers.merchant(caller);
        var channel = ChannelCodes.find(catalog, merchant, code);
        return new ToldAgain(parked.tellAllAgain(merchant, channel, caller.clientId()));
    }

    private Shown shown(MerchantId merchant, ParkedStock.Item item) {
        return new Shown(
                catalog.sku(merchant, item.sku()).map(Sku::code).orElse(""),
                Optional.of(item.store()).filter(store -> !store.isEmpty()),
                item.channelSku(),
                item.available(),
                item.held(),
                item.reason(),
                item.suggestion(),
                item.times(),
                item.since(),
                item.lastTry(),
                item.nextTry(),
                item.again());
    }
}
