package dev.tributary.console.parked;

import dev.tributary.access.AuditTrail;
import dev.tributary.catalog.CatalogLists;
import dev.tributary.catalog.SalesChannel;
import dev.tributary.channels.Certificates;
import dev.tributary.channels.Pulls;
import dev.tributary.console.Desk;
import dev.tributary.console.Flash;
import dev.tributary.kernel.ProblemException;
import dev.tributary.kernel.Violation;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** Each channel's days, counted on both sides, and how far its lists are read. */
@Controller
@RequestMapping("/console/m/{merchant}/parked/certificates")
class CertificatesController {

    private static final int LISTED_MAX = 200;

    private final Certificates certificates;
    private final Pulls pulls;
    private final CatalogLists catalog;
    private final AuditTrail audit;

    CertificatesController(Certificates certificates, Pulls pulls, CatalogLists catalog, AuditTrail audit) {
        this.certificates = certificates;
        this.pulls = pulls;
        this.catalog = catalog;
        this.audit = audit;
    }

    /** One list of one channel, as the board shows it. */
    public record ReadList(SalesChannel channel, Pulls.PulledList list) {}

    @GetMapping
    String board(Desk desk, Model model) {
        var channels = catalog.channels(desk.id());
        model.addAttribute("certificates", certificates.list(desk.id(), Optional.empty(), LISTED_MAX));
        model.addAttribute(
                "lists",
                channels.stream()
                        .flatMap(channel ->
                                pulls.lists(desk.id(), channel.id()).stream().map(list -> new ReadList(channel, list)))
                        .toList());
        model.addAttribute(
                "channelsById", channels.stream().collect(Collectors.toMap(SalesChannel::id, Function.identity())));
        return "console/certificates";
    }

    @GetMapping("/{channel}/{day}")
    String day(Desk desk, @PathVariable String channel, @PathVariable String day, Model model) {
        var of = channel(desk, channel);
        var date = date(day);
        var certificate = certificates
                .find(desk.id(), of.id(), date)
                .orElseThrow(() -> ProblemException.notFound("the channel has no certificate of this day"));
        model.addAttribute("channel", of);
        model.addAttribute("certificate", certificate);
        model.addAttribute(
                "differences", certificate.counting() ? List.of() : certificates.differences(desk.id(), of.id(), date));
        model.addAttribute("reasonMost", Certificates.REASON_CHARACTERS_MAX);
        return "console/certificate";
    }

    @PostMapping("/{channel}/{day}/count")
    String count(Desk desk, @PathVariable String channel, @PathVariable String day, RedirectAttributes redirect) {
        var of = channel(desk, channel);
        certificates.count(desk.id(), of.id(), date(day));
        Flash.good(redirect, "certificates.flash.counting");
        return back(desk, channel, day);
    }

    @PostMapping("/{channel}/{day}/sign")
    String sign(
            Desk desk,
            @PathVariable String channel,
            @PathVariable String day,
            @RequestParam(defaultValue = "") String reason,
            RedirectAttributes redirect) {
        var of = channel(desk, channel);
        try {
            certificates.sign(desk.id(), of.id(), date(day), desk.actor(), reason);
            audit.changed("certificate-signed", desk.actor(), desk.id(), "%s %s: %s".formatted(of.code(), day, reason));
            Flash.good(redirect, "certificates.flash.signed");
        } catch (ProblemException wrong) {
            Flash.bad(
                    redirect,
                    "certificates.flash.wrong",
                    wrong.violations().isEmpty()
                            ? String.valueOf(wrong.getMessage())
                            : wrong.violations().stream().map(Violation::detail).collect(Collectors.joining(" ")));
        }
        return back(desk, channel, day);
    }

    private SalesChannel channel(Desk desk, String channel) {
        return catalog.channels(desk.id()).stream()
                .filter(it -> it.id().toString().equals(channel))
                .findFirst()
                .orElseThrow(() -> ProblemException.notFound("there is no such channel"));
    }

    private static LocalDate date(String day) {
        try {
            return LocalDate.parse(day);
        } catch (DateTimeException e) {
            throw ProblemException.notFound("there is no such day");
        }
    }

    private static String back(Desk desk, String channel, String day) {
        return "redirect:" + desk.path("/parked/certificates/%s/%s".formatted(channel, day));
    }
}
