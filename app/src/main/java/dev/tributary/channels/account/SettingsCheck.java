package dev.tributary.channels.account;

import dev.tributary.channels.adapter.Adapter;
import dev.tributary.inventory.Nodes;
import dev.tributary.kernel.MerchantId;
import dev.tributary.kernel.Violation;
import java.math.BigDecimal;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Finds everything wrong with an account's settings at once. */
final class SettingsCheck {

    private static final int TEXT_CHARACTERS_MAX = 1_000;
    private static final int STORES_MAX = 1_000;
    private static final BigDecimal RATE_MAX = BigDecimal.valueOf(10_000);

    private final MerchantId merchant;
    private final Nodes nodes;
    private final List<Violation> violations = new ArrayList<>();

    private SettingsCheck(MerchantId merchant, Nodes nodes) {
        this.merchant = merchant;
        this.nodes = nodes;
    }

    static List<Violation> violations(
            MerchantId merchant, Nodes nodes, Adapter adapter, Map<String, Object> settings, Set<String> secretsSet) {
        var check = new SettingsCheck(merchant, nodes);
        settings.keySet().stream()
                .filter(name -> !adapter.settings().containsKey(name))
                .sorted()
                .forEach(name -> check.add(name, "unknown_field", "%s has no such setting".formatted(adapter.name())));
        adapter.settings().values().forEach(setting -> {
            boolean kept = setting.secret() && secretsSet.contains(setting.name());
            check.setting(setting, Optional.ofNullable(settings.get(setting.name())), kept);
        });
        return check.violations;
    }

    private void setting(Adapter.Setting setting, Optional<Object> value, boolean kept) {
        if (value.isEmpty()) {
            if (setting.required() && !kept) {
                add(setting.name(), "required", "%s is needed".formatted(setting.name()));
            }
            return;
        }
        switch (setting.kind()) {
            case TEXT -> text(setting.name(), value.get());
            case URL -> url(setting.name(), value.get());
            case NUMBER -> number(setting.name(), value.get());
            case STORES -> stores(setting.name(), value.get());
        }
    }

    private boolean text(String name, Object value) {
        if (!(value instanceof String text)
                || text.isBlank()
                || text.length() > TEXT_CHARACTERS_MAX
                || text.indexOf(0) >= 0) {
            add(name, "text", "must be a text of 1 to %d characters".formatted(TEXT_CHARACTERS_MAX));
            return false;
        }
        return true;
    }

    private void url(String name, Object value) {
        if (text(name, value) && !isHttp(value.toString())) {
            add(name, "url", "must be an http or https address without a query");
        }
    }

    private static boolean isHttp(String text) {
        try {
            var uri = URI.create(text);
            return uri.getHost() != null
                    && uri.getQuery() == null
                    && ("http".equals(uri.getScheme()) || "https".equals(uri.getScheme()));
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    private void number(String name, Object value) {
        try {
            var number = new BigDecimal(value.toString());
            if (number.signum() > 0 && number.compareTo(RATE_MAX) <= 0) {
                return;
            }
        } catch (NumberFormatException e) {
            // Said below, as for a number out of range.
        }
        add(name, "number", "must be a number above 0 and at most " + RATE_MAX);
    }

    private void stores(String name, Object value) {
        if (!(value instanceof Map<?, ?> stores) || stores.isEmpty() || stores.size() > STORES_MAX) {
            add(name, "stores", "must name 1 to %d stores, each with the code of a node".formatted(STORES_MAX));
            return;
        }
        stores.forEach((store, node) -> {
            if (!(node instanceof String code) || nodes.byCode(merchant, code).isEmpty()) {
                add(name + "/" + escaped(store), "unknown_node", "there is no node with this code");
            }
        });
    }

    private static String escaped(Object name) {
        return String.valueOf(name).replace("~", "~0").replace("/", "~1");
    }

    private void add(String name, String code, String detail) {
        violations.add(new Violation("/account/" + (name.contains("/") ? name : escaped(name)), code, detail));
    }
}
