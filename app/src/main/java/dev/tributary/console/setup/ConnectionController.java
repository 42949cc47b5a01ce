package dev.tributary.console.setup;

import dev.tributary.catalog.Catalog;
import dev.tributary.catalog.SalesChannel;
import dev.tributary.channels.ChannelAccounts;
import dev.tributary.channels.ChannelConnection;
import dev.tributary.channels.ChannelHealth;
import dev.tributary.console.Desk;
import dev.tributary.kernel.ProblemException;
import java.util.Optional;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;

/** Whether a channel is connected: asked of its platform when somebody says so, and seen by its first message. */
@Controller
@RequestMapping("/console/m/{merchant}/setup/channels/{code}/connection")
class ConnectionController {

    private final Catalog catalog;
    private final ChannelAccounts accounts;
    private final ChannelConnection connection;
    private final ChannelHealth health;

    ConnectionController(
            Catalog catalog, ChannelAccounts accounts, ChannelConnection connection, ChannelHealth health) {
        this.catalog = catalog;
        this.accounts = accounts;
        this.connection = connection;
        this.health = health;
    }

    @GetMapping
    String page(Desk desk, @PathVariable String code, Model model) {
        return show(desk, channel(desk, code), Optional.empty(), model);
    }

    @PostMapping
    String ask(Desk desk, @PathVariable String code, Model model) {
        var channel = channel(desk, code);
        return show(desk, channel, Optional.of(connection.ask(desk.id(), channel.id())), model);
    }

    /** The part of the page that waits for the first message; the page asks for it until there is one. */
    @GetMapping("/heard")
    String heard(Desk desk, @PathVariable String code, Model model) {
        var channel = channel(desk, code);
        hear(desk, channel, model);
        return "console/connection :: heard";
    }

    private String show(Desk desk, SalesChannel channel, Optional<ChannelConnection.Answer> answer, Model model) {
        hear(desk, channel, model);
        model.addAttribute("account", accounts.find(desk.id(), channel.id()).orElse(null));
        model.addAttribute("asks", connection.asks(desk.id(), channel.id()));
        model.addAttribute("answer", answer);
        return "console/connection";
    }

    private void hear(Desk desk, SalesChannel channel, Model model) {
        model.addAttribute("channel", channel);
        model.addAttribute("offer", offer(channel));
        model.addAttribute("heard", health.lastMessage(desk.id(), channel.id()));
    }

    private ChannelAccounts.Offer offer(SalesChannel channel) {
        return accounts.offers().stream()
                .filter(offer -> offer.adapter().equals(channel.adapter()))
                .findFirst()
                .orElseThrow(() -> ProblemException.notFound("no such adapter any more"));
    }

    private SalesChannel channel(Desk desk, String code) {
        return catalog.channel(desk.id(), code).orElseThrow(() -> ProblemException.notFound("no such channel"));
    }
}
