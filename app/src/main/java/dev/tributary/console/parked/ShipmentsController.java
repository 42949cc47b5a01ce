package dev.tributary.console.parked;

import dev.tributary.catalog.CatalogLists;
import dev.tributary.catalog.SalesChannel;
import dev.tributary.channels.ShipmentNews;
import dev.tributary.console.Desk;
import dev.tributary.console.Flash;
import dev.tributary.kernel.ChannelId;
import dev.tributary.kernel.OrderId;
import dev.tributary.kernel.ProblemException;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** Shipments that their platform has not taken: what came of each try, telling them again, and dropping them. */
@Controller
@RequestMapping("/console/m/{merchant}/parked/shipments")
class ShipmentsController {

    private static final int LIST_MAX = 200;

    private final ShipmentNews shipments;
    private final CatalogLists catalog;

    ShipmentsController(ShipmentNews shipments, CatalogLists catalog) {
        this.shipments = shipments;
        this.catalog = catalog;
    }

    @GetMapping
    String list(Desk desk, Model model) {
        model.addAttribute("shipments", shipments.late(desk.id(), LIST_MAX));
        model.addAttribute(
                "channelsById",
                catalog.channels(desk.id()).stream().collect(Collectors.toMap(SalesChannel::id, Function.identity())));
        model.addAttribute("carrierMost", ShipmentNews.CARRIER_CHARACTERS_MAX);
        model.addAttribute("reasonMost", ShipmentNews.REASON_CHARACTERS_MAX);
        return "console/shipments";
    }

    @PostMapping("/replay")
    String replay(
            Desk desk,
            @RequestParam long channel,
            @RequestParam long order,
            @RequestParam String parcel,
            @RequestParam(defaultValue = "") String carrier,
            RedirectAttributes redirect) {
        var corrected = Optional.of(carrier).filter(code -> !code.isBlank());
        tell(
                () -> shipments.replay(desk.id(), key(channel, order, parcel), corrected, desk.actor()),
                "shipments.flash.replayed",
                redirect);
        return back(desk);
    }

    @PostMapping("/drop")
    String drop(
            Desk desk,
            @RequestParam long channel,
            @RequestParam long order,
            @RequestParam String parcel,
            @RequestParam(defaultValue = "") String reason,
            RedirectAttributes redirect) {
        tell(
                () -> shipments.drop(desk.id(), key(channel, order, parcel), reason, desk.actor()),
                "shipments.flash.dropped",
                redirect);
        return back(desk);
    }

    private static ShipmentNews.Key key(long channel, long order, String parcel) {
        return new ShipmentNews.Key(new ChannelId(channel), new OrderId(order), parcel);
    }

    private static void tell(BooleanSupplier act, String key, RedirectAttributes redirect) {
        try {
            if (act.getAsBoolean()) {
                Flash.good(redirect, key);
            } else {
                Flash.warn(redirect, "shipments.flash.gone");
            }
        } catch (ProblemException wrong) {
            Flash.bad(
                    redirect,
                    "shipments.flash.wrong",
                    wrong.violations().stream()
                            .map(violation -> violation.pointer() + " " + violation.detail())
                            .collect(Collectors.joining("; ")));
        }
    }

    private static String back(Desk desk) {
        return "redirect:" + desk.path("/parked/shipments");
    }
}
