package dev.tributary.console.parked;

import dev.tributary.catalog.Catalog;
import dev.tributary.catalog.CatalogLists;
import dev.tributary.catalog.SalesChannel;
import dev.tributary.channels.ParkedStock;
import dev.tributary.console.Desk;
import dev.tributary.console.Flash;
import dev.tributary.kernel.ChannelId;
import dev.tributary.kernel.ProblemException;
import dev.tributary.kernel.SkuId;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** Stock that platforms refuse, each with what may be wrong, and telling it again. */
@Controller
@RequestMapping("/console/m/{merchant}/parked/stock")
class StockController {

    private static final int PAGE = 100;

    private final ParkedStock parked;
    private final CatalogLists lists;
    private final Catalog catalog;

    StockController(ParkedStock parked, CatalogLists lists, Catalog catalog) {
        this.parked = parked;
        this.lists = lists;
        this.catalog = catalog;
    }

    @GetMapping
    String list(
            Desk desk,
            @RequestParam(defaultValue = "") String channel,
            @RequestParam Optional<String> cursor,
            Model model) {
        var channels = lists.channels(desk.id());
        var wanted = channels.stream()
                .filter(known -> known.code().equals(channel))
                .map(SalesChannel::id)
                .findFirst();
        var page = parked.list(desk.id(), wanted, cursor, PAGE);
        model.addAttribute("parked", page.items());
        model.addAttribute("nextCursor", page.nextCursor().orElse(null));
        model.addAttribute("channel", wanted.isPresent() ? channel : "");
        model.addAttribute("channels", channels);
        model.addAttribute(
                "channelsById", channels.stream().collect(Collectors.toMap(SalesChannel::id, Function.identity())));
        model.addAttribute(
                "skusById",
                catalog.skus(
                        desk.id(),
                        page.items().stream().map(ParkedStock.Item::sku).toList()));
        return "console/parked-stock";
    }

    @PostMapping("/again")
    String again(Desk desk, @RequestParam long channel, @RequestParam long sku, RedirectAttributes redirect) {
        var of = channel(desk, channel);
        if (parked.tellAgain(desk.id(), of.id(), new SkuId(sku), desk.actor())) {
            Flash.good(redirect, "parked.stock.flash.again");
        } else {
            Flash.warn(redirect, "parked.stock.flash.gone");
        }
        return back(desk);
    }

    @PostMapping("/again-all")
    String againAll(Desk desk, @RequestParam long channel, RedirectAttributes redirect) {
        var of = channel(desk, channel);
        int told = parked.tellAllAgain(desk.id(), of.id(), desk.actor());
        if (told > 0) {
            Flash.good(redirect, "parked.stock.flash.again.all", Integer.toString(told), of.name());
        } else {
            Flash.warn(redirect, "parked.stock.flash.gone");
        }
        return back(desk);
    }

    private SalesChannel channel(Desk desk, long channel) {
        return Optional.of(channel)
                .filter(id -> id > 0)
                .flatMap(id -> catalog.channel(desk.id(), new ChannelId(id)))
                .orElseThrow(() -> ProblemException.notFound("there is no such channel"));
    }

    private static String back(Desk desk) {
        return "redirect:" + desk.path("/parked/stock");
    }
}
