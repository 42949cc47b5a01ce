package dev.tributary.openapi.channels;

import dev.tributary.access.Caller;
import dev.tributary.access.Needs;
import dev.tributary.access.Scope;
import dev.tributary.catalog.Catalog;
import dev.tributary.channels.UnlistedItems;
import dev.tributary.kernel.Contract;
import dev.tributary.kernel.Member;
import dev.tributary.kernel.Page;
import dev.tributary.kernel.Problem;
import dev.tributary.kernel.Shape;
import dev.tributary.openapi.Callers;
import java.util.List;
import java.util.Optional;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/** What a platform sells under names that no listing maps. */
@RestController
class UnlistedDoor {

    @Shape("UnlistedItem")
    record Shown(
            String channelSku,
            String title,

            @Member(says = "Lines of orders that wait for it.")
            long lines,

            long units,

            @Member(says = "One of those orders.") String order,

            @Member(says = "SKUs that it may be, the likeliest first, at most three.")
            List<Suggestion> suggestions) {}

    @Shape("ListingSuggestion")
    record Suggestion(
            String sku,
            String name,

            @Member(says = "`GTIN` and `CODE` where they are the same, else `NAME`.")
            UnlistedItems.Likeness likeness,

            int percent) {}

    private final UnlistedItems items;
    private final Catalog catalog;

    UnlistedDoor(UnlistedItems items, Catalog catalog) {
        this.items = items;
        this.catalog = catalog;
    }

    @Contract(
            id = "listUnlistedItems",
            says =
                    "Items of orders that no listing maps, those with the most units waiting first, of the 2,000 lines that wait"
                            + " longest. Listed, their lines go on by themselves.",
            refusals = Problem.NOT_FOUND)
    @GetMapping("/v1/channels/{code}/unlisted")
    @Needs(Scope.SETUP_READ)
    Page<Shown> list(Caller caller, @PathVariable String code) {
        var merchant = Callers.merchant(caller);
        var channel = ChannelCodes.find(catalog, merchant, code);
        return new Page<>(
                items.list(merchant).stream()
                        .filter(item -> item.channel().equals(channel))
                        .map(UnlistedDoor::shown)
                        .toList(),
                Optional.empty());
    }

    private static Shown shown(UnlistedItems.Item item) {
        return new Shown(
                item.channelSku(),
                item.title(),
                item.lines(),
                item.units(),
                item.order().toString(),
                item.suggestions().stream()
                        .map(it -> new Suggestion(it.sku().code(), it.sku().name(), it.likeness(), it.percent()))
                        .toList());
    }
}
