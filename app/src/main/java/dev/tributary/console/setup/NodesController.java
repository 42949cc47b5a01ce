package dev.tributary.console.setup;

import dev.tributary.console.Desk;
import dev.tributary.console.Flash;
import dev.tributary.inventory.Node;
import dev.tributary.inventory.Nodes;
import dev.tributary.kernel.ProblemException;
import dev.tributary.kernel.Region;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** The places that hold stock. */
@Controller
@RequestMapping("/console/m/{merchant}/setup/nodes")
class NodesController {

    private static final int LEAD_TIME_DAYS_MAX = 365;
    private static final Map<String, String> DEFAULTS =
            Map.of("kind", "STORE", "country", "CN", "leadTimeDays", "0", "ability-SHIP", "on", "ability-TILL", "on");

    private final Nodes nodes;

    NodesController(Nodes nodes) {
        this.nodes = nodes;
    }

    /** @param code of a node to change; absent to make a new one */
    @GetMapping
    String page(Desk desk, @RequestParam Optional<String> code, Model model) {
        model.addAttribute(
                "form",
                code.map(wanted -> nodes.byCode(desk.id(), wanted)
                                .map(NodesController::values)
                                .orElseThrow(() -> ProblemException.notFound("no such node")))
                        .orElse(DEFAULTS));
        return show(desk, model);
    }

    @PostMapping
    String save(Desk desk, @RequestParam Map<String, String> values, Model model, RedirectAttributes redirect) {
        var form = new Form(values);
        var draft = draft(form);
        if (form.right() && draft.isPresent()) {
            try {
                nodes.save(desk.id(), draft.get());
                Flash.good(redirect, "nodes.flash.saved", draft.get().name());
                return "redirect:" + desk.path("/setup/nodes");
            } catch (ProblemException e) {
                form.wrong(e);
            }
        }
        form.showAgain(model);
        return show(desk, model);
    }

    private String show(Desk desk, Model model) {
        model.addAttribute("all", nodes.all(desk.id()));
        model.addAttribute("kinds", Node.Kind.values());
        model.addAttribute("abilities", Node.Ability.values());
        return "console/nodes";
    }

    private static Optional<Nodes.Draft> draft(Form form) {
        String code = form.required("code");
        String name = form.required("name");
        if (!code.isEmpty() && !code.matches("[A-Za-z0-9._-]{1,64}")) {
            form.wrong("code", "Use at most 64 letters, digits, dots, dashes or underscores.");
        }
        if (name.length() > 200) {
            form.wrong("name", "At most 200 characters.");
        }
        var kind = form.one(Node.Kind.class, "kind");
        var region = region(form);
        var latitude = form.degrees("latitude");
        var longitude = form.degrees("longitude");
        if (latitude.isPresent() != longitude.isPresent()) {
            form.wrong("longitude", "Give both latitude and longitude, or neither.");
        }
        long leadTimeDays = form.whole("leadTimeDays", 0);
        if (leadTimeDays < 0 || leadTimeDays > LEAD_TIME_DAYS_MAX) {
            form.wrong("leadTimeDays", "Give 0 to %d days.".formatted(LEAD_TIME_DAYS_MAX));
        }
        return kind.flatMap(known -> region.map(place ->
                new Nodes.Draft(code, name, known, place, latitude, longitude, abilities(form), (int) leadTimeDays)));
    }

    private static Optional<Region> region(Form form) {
        try {
            return Optional.of(new Region(form.required("country"), form.text("region")));
        } catch (IllegalArgumentException e) {
            form.wrong("region", "Give a country such as CN and a region code such as 310101.");
            return Optional.empty();
        }
    }

    private static Set<Node.Ability> abilities(Form form) {
        var abilities = EnumSet.noneOf(Node.Ability.class);
        for (Node.Ability ability : Node.Ability.values()) {
            if (form.ticked("ability-" + ability)) {
                abilities.add(ability);
            }
        }
        return abilities;
    }

    private static Map<String, String> values(Node node) {
        var values = new HashMap<>(Map.of(
                "code", node.code(),
                "name", node.name(),
                "kind", node.kind().name(),
                "country", node.region().country(),
                "region", node.region().code(),
                "leadTimeDays", Integer.toString(node.leadTimeDays())));
        node.latitude().ifPresent(degrees -> values.put("latitude", degrees.toString()));
        node.longitude().ifPresent(degrees -> values.put("longitude", degrees.toString()));
        node.abilities().forEach(ability -> values.put("ability-" + ability, "on"));
        return values;
    }
}
