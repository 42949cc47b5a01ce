package dev.tributary.console.setup;

import dev.tributary.catalog.CatalogSetup;
import dev.tributary.catalog.CatalogSetup.ChannelDraft;
import dev.tributary.catalog.SalesChannel;
import dev.tributary.channels.ChannelAccounts;
import dev.tributary.channels.ChannelAccounts.Setting;
import dev.tributary.console.Desk;
import dev.tributary.inventory.Node;
import dev.tributary.inventory.Nodes;
import dev.tributary.kernel.NodeId;
import dev.tributary.kernel.ProblemException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/** Reads a channel's form and saves channel and account together or not at all. */
@Component
class ChannelSaving {

    private static final int HOLD_MINUTES_MAX = 43_200;
    private static final String SETTING = "account-";

    private final CatalogSetup setup;
    private final ChannelAccounts accounts;
    private final Nodes nodes;
    private final TransactionTemplate transaction;

    ChannelSaving(CatalogSetup setup, ChannelAccounts accounts, Nodes nodes, TransactionTemplate transaction) {
        this.setup = setup;
        this.accounts = accounts;
        this.nodes = nodes;
        this.transaction = transaction;
    }

    /** What is wrong is in the form afterwards; then nothing was saved. */
    void save(Desk desk, Form form, String adapter, Optional<SalesChannel> known) {
        var settings = settings(form, adapter);
        var draft = draft(desk, form, adapter);
        try {
            accounts.check(desk.id(), known.map(SalesChannel::id), adapter, settings);
        } catch (ProblemException e) {
            e.violations()
                    .forEach(violation -> form.wrong(
                            SETTING
                                    + violation
                                            .pointer()
                                            .replaceFirst("^/account/?", "")
                                            .replaceFirst("/.*", ""),
                            violation.detail()));
        }
        if (!form.right()) {
            return;
        }
        try {
            transaction.executeWithoutResult(status -> {
                var channel = setup.saveChannel(desk.id(), draft);
                accounts.save(desk.id(), channel.id(), adapter, settings);
            });
        } catch (ProblemException e) {
            form.wrong(e);
        }
    }

    /** The form as it stands for a channel that exists; secrets stay empty. */
    Map<String, String> values(SalesChannel channel) {
        var values = new HashMap<String, String>();
        values.put("code", channel.code());
        values.put("name", channel.name());
        values.put("holdMinutes", Long.toString(channel.holdTime().toMinutes()));
        values.put("holdMinutesMax", Long.toString(channel.holdTimeMax().toMinutes()));
        for (int i = 0; i < channel.nodes().size(); i++) {
            int place = i + 1;
            nodes.node(channel.merchant(), channel.nodes().get(i))
                    .map(Node::code)
                    .ifPresent(code -> values.put("node-" + place, code));
        }
        accounts.find(channel.merchant(), channel.id())
                .ifPresent(account -> account.settings()
                        .forEach((name, value) -> values.put(SETTING + name, StoreLines.text(value))));
        return values;
    }

    private ChannelDraft draft(Desk desk, Form form, String adapter) {
        String code = form.required("code");
        String name = form.required("name");
        long holdMinutes = form.whole("holdMinutes", 30);
        if (holdMinutes < 1 || holdMinutes > HOLD_MINUTES_MAX) {
            form.wrong("holdMinutes", "Give 1 to %d minutes.".formatted(HOLD_MINUTES_MAX));
        }
        var holdTime = Duration.ofMinutes(Math.clamp(holdMinutes, 1, HOLD_MINUTES_MAX));
        long longest =
                form.whole("holdMinutesMax", ChannelDraft.longest(holdTime).toMinutes());
        if (longest < holdTime.toMinutes() || longest > HOLD_MINUTES_MAX) {
            form.wrong("holdMinutesMax", "Give %d to %d minutes.".formatted(holdTime.toMinutes(), HOLD_MINUTES_MAX));
        }
        return new ChannelDraft(
                code,
                name,
                adapter,
                accounts.facts(adapter),
                served(desk, form),
                holdTime,
                Duration.ofMinutes(Math.clamp(longest, holdTime.toMinutes(), HOLD_MINUTES_MAX)));
    }

    private List<NodeId> served(Desk desk, Form form) {
        var served = new ArrayList<NodeId>();
        for (int place = 1; place <= SalesChannel.NODES_MAX; place++) {
            String field = "node-" + place;
            var code = form.optional(field);
            var node = code.flatMap(text -> nodes.byCode(desk.id(), text));
            if (code.isPresent() && node.isEmpty()) {
                form.wrong(field, "No node has this code.");
            }
            node.map(Node::id).filter(id -> !served.contains(id)).ifPresent(served::add);
        }
        if (served.isEmpty()) {
            form.wrong("node-1", "Choose at least one node to serve it from.");
        }
        return served;
    }

    private Map<String, Object> settings(Form form, String adapter) {
        var settings = new LinkedHashMap<String, Object>();
        for (Setting setting : accounts.settings(adapter)) {
            String field = SETTING + setting.name();
            form.optional(field).ifPresent(text -> settings.put(setting.name(), value(setting, text, field, form)));
        }
        return settings;
    }

    private static Object value(Setting setting, String text, String field, Form form) {
        return switch (setting.kind()) {
            case TEXT, URL -> text;
            case NUMBER -> text.matches("[0-9]{1,9}(\\.[0-9]{1,3})?") ? new java.math.BigDecimal(text) : text;
            case STORES -> StoreLines.read(text, field, form);
        };
    }
}
