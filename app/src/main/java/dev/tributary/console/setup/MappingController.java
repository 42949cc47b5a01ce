package dev.tributary.console.setup;

import dev.tributary.access.AuditTrail;
import dev.tributary.access.Role;
import dev.tributary.catalog.Catalog;
import dev.tributary.catalog.SalesChannel;
import dev.tributary.channels.MappingEditor;
import dev.tributary.channels.MessageDesk;
import dev.tributary.console.Desk;
import dev.tributary.console.Flash;
import dev.tributary.kernel.Problem;
import dev.tributary.kernel.ProblemException;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** The adapter file of a channel: edited, tried on what the platform sent, and saved when its samples pass. */
@Controller
@RequestMapping("/console/m/{merchant}/setup/channels/{code}/mapping")
class MappingController {

    private static final int MESSAGES_OFFERED = 30;

    private final MappingEditor editor;
    private final MessageDesk messages;
    private final Catalog catalog;
    private final AuditTrail audit;

    MappingController(MappingEditor editor, MessageDesk messages, Catalog catalog, AuditTrail audit) {
        this.editor = editor;
        this.messages = messages;
        this.catalog = catalog;
        this.audit = audit;
    }

    @GetMapping
    String page(Desk desk, @PathVariable String code, @RequestParam Optional<Long> message, Model model) {
        var channel = channel(desk, code);
        var file = editor.file(channel.adapter());
        show(desk, channel, file.version(), file.text(), message, offered(desk, channel), model);
        return "console/mapping";
    }

    /** The part of the page that says what the text makes of the message; the page asks for it while one types. */
    @PostMapping("/preview")
    String preview(
            Desk desk,
            @PathVariable String code,
            @RequestParam String text,
            @RequestParam String version,
            @RequestParam Optional<Long> message,
            @RequestParam(defaultValue = "") String whole,
            Model model) {
        var channel = channel(desk, code);
        if (whole.isEmpty()) {
            // Asked for at each pause of typing, and its part of the page offers no messages.
            show(desk, channel, version, bounded(text), message, List.of(), model);
            return "console/mapping :: preview";
        }
        show(desk, channel, version, bounded(text), message, offered(desk, channel), model);
        return "console/mapping";
    }

    @PostMapping
    String save(
            Desk desk,
            @PathVariable String code,
            @RequestParam String text,
            @RequestParam String version,
            @RequestParam Optional<Long> message,
            Model model,
            RedirectAttributes redirect) {
        var channel = channel(desk, code);
        var saved = editor.save(channel.adapter(), version, bounded(text));
        if (saved.version().isEmpty()) {
            show(desk, channel, version, text, message, offered(desk, channel), model);
            model.addAttribute("faults", saved.faults());
            return "console/mapping";
        }
        audit.changed(
                "adapter-file-saved",
                desk.actor(),
                desk.id(),
                "%s: %s after %s".formatted(channel.adapter(), saved.version().get(), version));
        Flash.good(
                redirect,
                "mapping.flash.saved",
                channel.adapter(),
                saved.version().get());
        return "redirect:"
                + desk.path("/setup/channels/%s/mapping%s"
                        .formatted(code, message.map(id -> "?message=" + id).orElse("")));
    }

    /** Browsers end lines as mail does. */
    private static String bounded(String text) {
        if (text.length() > MappingEditor.TEXT_CHARACTERS_MAX) {
            throw ProblemException.invalid(
                    "/text",
                    "too_long",
                    "an adapter file has at most %d characters here".formatted(MappingEditor.TEXT_CHARACTERS_MAX));
        }
        return text.replace("\r\n", "\n");
    }

    private List<MessageDesk.Summary> offered(Desk desk, SalesChannel channel) {
        return messages.list(
                        desk.id(),
                        new MessageDesk.Filter(Optional.of(channel.id()), Optional.empty()),
                        Optional.empty(),
                        MESSAGES_OFFERED)
                .items();
    }

    private void show(
            Desk desk,
            SalesChannel channel,
            String version,
            String text,
            Optional<Long> message,
            List<MessageDesk.Summary> offered,
            Model model) {
        var tried = message.or(() -> offered.stream().findFirst().map(MessageDesk.Summary::id));
        tried.ifPresent(
                id -> audit.changed("mapping-tried", desk.actor(), desk.id(), "message %d, masked".formatted(id)));
        model.addAttribute("channel", channel);
        model.addAttribute("version", version);
        model.addAttribute("own", editor.file(channel.adapter()).own());
        model.addAttribute("text", text);
        model.addAttribute("tried", tried.orElse(null));
        model.addAttribute("offered", offered);
        model.addAttribute("preview", editor.preview(desk.id(), channel.id(), text, tried));
    }

    /** A file serves the channels of every merchant. */
    private SalesChannel channel(Desk desk, String code) {
        if (!desk.operator().may(Role.ADMIN)) {
            throw new ProblemException(
                    Problem.FORBIDDEN, "an adapter file serves all merchants: this needs an administrator of the hub");
        }
        return catalog.channel(desk.id(), code).orElseThrow(() -> ProblemException.notFound("no such channel"));
    }
}
