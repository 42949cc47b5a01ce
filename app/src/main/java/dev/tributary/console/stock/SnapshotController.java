package dev.tributary.console.stock;

import dev.tributary.catalog.Catalog;
import dev.tributary.console.Desk;
import dev.tributary.console.Flash;
import dev.tributary.inventory.Node;
import dev.tributary.inventory.Nodes;
import dev.tributary.inventory.Snapshots;
import dev.tributary.inventory.StockSnapshot.Scope;
import dev.tributary.kernel.ProblemException;
import dev.tributary.kernel.Sheet;
import dev.tributary.openapi.StockSnapshots;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.StringReader;
import java.io.Writer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
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
import org.springframework.web.multipart.MultipartFile;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** Absolute numbers of other books: received from a file or by {@code /v1}, looked at, applied. */
@Controller
@RequestMapping("/console/m/{merchant}/stock/snapshots")
class SnapshotController {

    private static final int SNAPSHOTS = 20;
    private static final int LINES = 100;
    private static final int WRONG_SHOWN_MAX = 50;
    private static final int PROBLEMS_SHOWN_MAX = 5;

    private final Snapshots snapshots;
    private final StockSnapshots desks;
    private final Catalog catalog;
    private final Nodes nodes;

    SnapshotController(Snapshots snapshots, StockSnapshots desks, Catalog catalog, Nodes nodes) {
        this.snapshots = snapshots;
        this.desks = desks;
        this.catalog = catalog;
        this.nodes = nodes;
    }

    @GetMapping
    String list(Desk desk, @RequestParam Optional<String> cursor, Model model) {
        var page = snapshots.list(desk.id(), cursor, SNAPSHOTS);
        model.addAttribute("snapshots", page.items());
        model.addAttribute("nextCursor", page.nextCursor().orElse(null));
        model.addAttribute("nodes", nodes.all(desk.id()));
        return "console/snapshots";
    }

    /** What it is of, a file of lines cannot say; a JSON file is a whole body as {@code /v1} takes it. */
    @PostMapping
    String upload(
            Desk desk,
            @RequestParam MultipartFile file,
            @RequestParam(defaultValue = "") String number,
            @RequestParam(defaultValue = "") String asOf,
            @RequestParam(defaultValue = "PARTIAL") Scope scope,
            @RequestParam(name = "node", defaultValue = "") List<String> chosen,
            RedirectAttributes redirect)
            throws IOException {
        try {
            long id = json(file)
                    ? receive(desk, file)
                    : receive(
                            desk,
                            file,
                            new StockSnapshots.FileHead(
                                    number.strip(),
                                    LocalTimes.instant(
                                            asOf.strip(), desk.merchant().zone()),
                                    scope,
                                    scope == Scope.PARTIAL && chosen.isEmpty() ? all(desk) : chosen));
            return "redirect:" + desk.path("/stock/snapshots/" + id);
        } catch (ProblemException wrong) {
            Flash.bad(redirect, "snapshots.flash.wrong", said(wrong));
            return "redirect:" + desk.path("/stock/snapshots");
        }
    }

    @GetMapping("/{id}")
    String one(Desk desk, @PathVariable long id, @RequestParam Optional<String> cursor, Model model) {
        var standing = standing(desk, id);
        var page = snapshots.lines(desk.id(), id, cursor, LINES);
        model.addAttribute("one", standing);
        model.addAttribute("tally", snapshots.tally(standing));
        model.addAttribute("lines", page.items());
        model.addAttribute("nextCursor", page.nextCursor().orElse(null));
        model.addAttribute(
                "wrong",
                snapshots.wrong(desk.id(), id).stream().limit(WRONG_SHOWN_MAX).toList());
        model.addAttribute(
                "skus",
                catalog.skus(
                        desk.id(),
                        page.items().stream()
                                .map(line -> line.row().key().sku())
                                .toList()));
        model.addAttribute(
                "nodes", nodes.all(desk.id()).stream().collect(Collectors.toMap(Node::id, Function.identity())));
        return "console/snapshot";
    }

    @PostMapping("/{id}/apply")
    String apply(Desk desk, @PathVariable long id, RedirectAttributes redirect) {
        var standing = standing(desk, id);
        desks.applySoon(desk.id(), id);
        Flash.good(redirect, "snapshots.flash.applying", standing.number());
        return "redirect:" + desk.path("/stock/snapshots/" + id);
    }

    private Snapshots.Standing standing(Desk desk, long id) {
        return snapshots
                .find(desk.id(), id)
                .filter(one -> one.state() != Snapshots.State.RECEIVING && one.state() != Snapshots.State.DROPPED)
                .orElseThrow(() -> ProblemException.notFound("no such snapshot"));
    }

    private long receive(Desk desk, MultipartFile file) throws IOException {
        try (var in = file.getInputStream()) {
            return desks.receive(desk.id(), desk.actor(), in);
        }
    }

    private long receive(Desk desk, MultipartFile file, StockSnapshots.FileHead head) throws IOException {
        try (var in = reader(file)) {
            return desks.receive(desk.id(), desk.actor(), head, in);
        }
    }

    private List<String> all(Desk desk) {
        return nodes.all(desk.id()).stream().map(Node::code).toList();
    }

    private static boolean json(MultipartFile file) throws IOException {
        try (var in = new BufferedInputStream(file.getInputStream())) {
            int first = in.read();
            while (first >= 0 && Character.isWhitespace(first)) {
                first = in.read();
            }
            return first == '{';
        }
    }

    /** Of a workbook or of CSV, in UTF-8 or in GB18030 as Chinese spreadsheets write it. */
    private static Reader reader(MultipartFile file) throws IOException {
        byte[] head;
        try (var in = file.getInputStream()) {
            head = in.readNBytes(4);
        }
        if (Sheet.isExcel(head)) {
            return new StringReader(
                    Sheet.excel(file.getBytes(), StockSnapshots.LINES_MAX + 1).csv());
        }
        return new InputStreamReader(
                file.getInputStream(), utf8(file) ? StandardCharsets.UTF_8 : Charset.forName("GB18030"));
    }

    private static boolean utf8(MultipartFile file) throws IOException {
        try (InputStream bytes = file.getInputStream();
                var in = new InputStreamReader(bytes, StandardCharsets.UTF_8.newDecoder())) {
            in.transferTo(Writer.nullWriter());
            return true;
        } catch (CharacterCodingException other) {
            return false;
        }
    }

    private static String said(ProblemException wrong) {
        if (wrong.violations().isEmpty()) {
            return String.valueOf(wrong.getMessage());
        }
        return wrong.violations().stream()
                .limit(PROBLEMS_SHOWN_MAX)
                .map(violation -> violation.pointer() + ": " + violation.detail())
                .collect(Collectors.joining("; "));
    }
}
