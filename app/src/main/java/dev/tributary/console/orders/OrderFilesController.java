package dev.tributary.console.orders;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.tributary.catalog.CatalogLists;
import dev.tributary.catalog.SalesChannel;
import dev.tributary.channels.ChannelAccounts;
import dev.tributary.channels.OrderFiles;
import dev.tributary.console.Desk;
import dev.tributary.console.Flash;
import dev.tributary.kernel.ProblemException;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.multipart.MultipartFile;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** People bring the sheets of group buying and small shops. */
@Controller
@RequestMapping("/console/m/{merchant}/orders/file")
class OrderFilesController {

    private final CatalogLists catalog;
    private final ChannelAccounts accounts;
    private final OrderFiles files;

    OrderFilesController(CatalogLists catalog, ChannelAccounts accounts, OrderFiles files) {
        this.catalog = catalog;
        this.accounts = accounts;
        this.files = files;
    }

    @GetMapping
    String page(Desk desk, @RequestParam(defaultValue = "") String channel, Model model) {
        model.addAttribute("channels", taking(desk));
        model.addAttribute("channel", channel);
        model.addAttribute("megabytesMax", OrderFiles.BYTES_MAX >> 20);
        return "console/order-file";
    }

    @GetMapping("/template")
    ResponseEntity<byte[]> template(Desk desk, @RequestParam String channel) {
        var template = files.template(desk.id(), found(desk, channel).id());
        return ResponseEntity.ok()
                .contentType(new MediaType("text", "csv", UTF_8))
                .header(HttpHeaders.CONTENT_DISPOSITION, "attachment; filename=\"%s.csv\"".formatted(channel))
                .body(template.getBytes(UTF_8));
    }

    @PostMapping
    String bring(Desk desk, @RequestParam String channel, @RequestParam MultipartFile file, RedirectAttributes redirect)
            throws IOException {
        redirect.addAttribute("channel", channel);
        try {
            var receipt = files.take(
                    desk.id(),
                    found(desk, channel).id(),
                    file.getBytes(),
                    Optional.ofNullable(file.getOriginalFilename()).orElse(""),
                    desk.actor());
            Flash.good(
                    redirect,
                    "orderFile.flash.taken",
                    Integer.toString(receipt.orders()),
                    Integer.toString(receipt.orders() - receipt.before()));
        } catch (ProblemException wrong) {
            Flash.bad(redirect, "orderFile.flash.wrong", String.valueOf(wrong.getMessage()));
        }
        return "redirect:" + desk.path("/orders/file");
    }

    /** Channels that files can be brought to. */
    private List<SalesChannel> taking(Desk desk) {
        var adapters = accounts.offers().stream()
                .filter(ChannelAccounts.Offer::files)
                .map(ChannelAccounts.Offer::adapter)
                .collect(Collectors.toSet());
        return catalog.channels(desk.id()).stream()
                .filter(channel -> adapters.contains(channel.adapter()))
                .toList();
    }

    private SalesChannel found(Desk desk, String channel) {
        return taking(desk).stream()
                .filter(one -> one.code().equals(channel))
                .findFirst()
                .orElseThrow(() -> ProblemException.notFound("no channel here takes files of orders by this code"));
    }
}
