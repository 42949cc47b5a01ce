package dev.tributary.channels.account;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.tributary.access.SecretBox;
import dev.tributary.channels.ChannelAccounts;
import dev.tributary.channels.adapter.Adapter;
import dev.tributary.channels.adapter.AdapterFiles;
import dev.tributary.channels.adapter.Names;
import dev.tributary.inventory.Nodes;
import dev.tributary.kernel.ChannelId;
import dev.tributary.kernel.MerchantId;
import dev.tributary.kernel.ProblemException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** Accounts in the database, opened for doors and lanes from a short-lived cache. */
@Component
public class JdbcChannelAccounts implements ChannelAccounts {

    private static final int CACHED_MAX = 10_000;
    /** How long another node may go on with settings that were replaced. */
    private static final Duration CACHED_FOR = Duration.ofSeconds(2);

    private static final TypeReference<Map<String, Object>> OBJECT = new TypeReference<>() {};
    private static final TypeReference<Map<String, String>> TEXTS = new TypeReference<>() {};

    private final AccountStore store;
    private final AdapterFiles files;
    private final SecretBox box;
    private final Nodes nodes;
    private final JsonMapper json;
    private final Cache<ChannelId, Optional<OpenAccount>> opened = Caffeine.newBuilder()
            .maximumSize(CACHED_MAX)
            .expireAfterWrite(CACHED_FOR)
            .build();

    JdbcChannelAccounts(
            AccountStore store,
            AdapterFiles files,
            @Value("${tributary.vault.keys:var/keys}") Path keys,
            Nodes nodes,
            JsonMapper json) {
        this.store = store;
        this.files = files;
        this.box = new SecretBox(keys, "channels.key");
        this.nodes = nodes;
        this.json = json;
    }

    @Override
    public Set<String> adapters() {
        return files.all().keySet();
    }

    @Override
    public List<Offer> offers() {
        return files.all().values().stream()
                .sorted(Comparator.comparing(Adapter::name))
                .map(JdbcChannelAccounts::offer)
                .toList();
    }

    private static Offer offer(Adapter adapter) {
        return new Offer(
                adapter.name(),
                adapter.facts(),
                adapter.drop().isPresent(),
                adapter.parts(),
                adapter.restsOn().entrySet().stream()
                        .map(area -> new RestsOn(
                                area.getKey(),
                                Names.kebab(area.getValue().basis()),
                                area.getValue().note()))
                        .toList());
    }

    @Override
    public String version(String adapter) {
        return adapter(adapter).version();
    }

    @Override
    public boolean facts(String adapter) {
        return adapter(adapter).facts();
    }

    @Override
    public List<Setting> settings(String adapter) {
        return adapter(adapter).settings().values().stream()
                .map(setting -> new Setting(
                        setting.name(),
                        Setting.Kind.valueOf(setting.kind().name()),
                        setting.required(),
                        setting.secret()))
                .toList();
    }

    @Override
    public void check(MerchantId merchant, Optional<ChannelId> channel, String adapter, Map<String, Object> settings) {
        check(merchant, adapter(adapter), settings, secrets(merchant, channel, adapter));
    }

    @Override
    public Account save(MerchantId merchant, ChannelId channel, String adapter, Map<String, Object> settings) {
        var file = adapter(adapter);
        var secrets = new TreeMap<>(secrets(merchant, Optional.of(channel), adapter));
        check(merchant, file, settings, secrets);
        var open = new TreeMap<String, Object>();
        settings.forEach((name, value) -> {
            if (file.secret(name)) {
                secrets.put(name, value.toString());
            } else {
                open.put(name, value);
            }
        });
        store.save(new AccountStore.Row(
                merchant,
                channel,
                adapter,
                json.writeValueAsString(open),
                box.close(json.writeValueAsBytes(secrets), channel.value())));
        opened.invalidate(channel);
        return account(merchant, channel, file, open, secrets.keySet());
    }

    @Override
    public Optional<Account> find(MerchantId merchant, ChannelId channel) {
        return store.find(merchant, channel)
                .flatMap(row -> files.find(row.adapter())
                        .map(adapter -> account(
                                merchant,
                                channel,
                                adapter,
                                json.readValue(row.settings(), OBJECT),
                                secrets(row).keySet())));
    }

    /** For doors and lanes; absent too while the adapter's file is gone. */
    public Optional<OpenAccount> open(ChannelId channel) {
        return opened.get(channel, missing -> store.byChannel(missing).flatMap(this::open));
    }

    public List<OpenAccount> openAll() {
        return store.all().stream().map(this::open).flatMap(Optional::stream).toList();
    }

    private Optional<OpenAccount> open(AccountStore.Row row) {
        return files.find(row.adapter()).map(adapter -> open(row, adapter));
    }

    private OpenAccount open(AccountStore.Row row, Adapter adapter) {
        var texts = new HashMap<>(secrets(row));
        var stores = new HashMap<String, String>();
        json.readValue(row.settings(), OBJECT).forEach((name, value) -> {
            if (value instanceof Map<?, ?> map) {
                map.forEach((store, node) -> stores.put(store.toString(), node.toString()));
            } else {
                texts.put(name, value.toString());
            }
        });
        return new OpenAccount(row.merchant(), row.channel(), adapter, Map.copyOf(texts), Map.copyOf(stores));
    }

    private Map<String, String> secrets(MerchantId merchant, Optional<ChannelId> channel, String adapter) {
        return channel.flatMap(id -> store.find(merchant, id))
                .filter(row -> row.adapter().equals(adapter))
                .map(this::secrets)
                .orElse(Map.of());
    }

    private Map<String, String> secrets(AccountStore.Row row) {
        return json.readValue(new String(box.open(row.secrets(), row.channel().value()), UTF_8), TEXTS);
    }

    private void check(
            MerchantId merchant, Adapter adapter, Map<String, Object> settings, Map<String, String> secrets) {
        var violations = SettingsCheck.violations(merchant, nodes, adapter, settings, secrets.keySet());
        if (!violations.isEmpty()) {
            throw ProblemException.invalid(violations);
        }
    }

    private Adapter adapter(String name) {
        return files.find(name)
                .orElseThrow(() -> ProblemException.invalid(
                        "/adapter", "unknown_adapter", "known adapters are " + new java.util.TreeSet<>(adapters())));
    }

    private static Account account(
            MerchantId merchant,
            ChannelId channel,
            Adapter adapter,
            Map<String, Object> settings,
            Set<String> secrets) {
        return new Account(
                merchant,
                channel,
                adapter.name(),
                Map.copyOf(settings),
                Set.copyOf(secrets),
                Optional.of("/doors/%s/%s".formatted(adapter.name(), channel))
                        .filter(any ->
                                adapter.door().isPresent() || adapter.drop().isPresent()));
    }
}
