package dev.tributary.openapi.setup;

import dev.tributary.access.Caller;
import dev.tributary.access.Needs;
import dev.tributary.access.Scope;
import dev.tributary.catalog.Catalog;
import dev.tributary.catalog.CatalogSetup;
import dev.tributary.catalog.CatalogSetup.ChannelDraft;
import dev.tributary.catalog.SalesChannel;
import dev.tributary.channels.ChannelAccounts;
import dev.tributary.channels.ChannelAccounts.Account;
import dev.tributary.inventory.Nodes;
import dev.tributary.kernel.Contract;
import dev.tributary.kernel.Member;
import dev.tributary.kernel.MerchantId;
import dev.tributary.kernel.NodeId;
import dev.tributary.kernel.Problem;
import dev.tributary.kernel.ProblemException;
import dev.tributary.kernel.Shape;
import dev.tributary.openapi.Callers;
import dev.tributary.openapi.body.Fields;
import dev.tributary.openapi.idempotency.KeyedWrites;
import dev.tributary.openapi.idempotency.KeyedWrites.Answer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Places to sell, with the account their adapter speaks through. */
@RestController
class ChannelDoor {

    static final int NAME_MAX = 200;
    private static final long HOLD_MINUTES_DEFAULT = 30;
    static final long HOLD_MINUTES_MAX = 43_200;
    private static final TypeReference<Map<String, Object>> SETTINGS = new TypeReference<>() {};

    /** @param secretsSet names of the secrets that are stored; the secrets themselves are never shown */
    @Shape("Channel")
    record Shown(
            String id,
            String code,
            String name,
            String adapter,
            List<String> nodes,
            long holdMinutes,
            long holdMinutesMax,
            Optional<String> door,
            Map<String, Object> account,
            List<String> secretsSet) {}

    private final CatalogSetup setup;
    private final Catalog catalog;
    private final Nodes nodes;
    private final ChannelAccounts accounts;
    private final KeyedWrites writes;
    private final JsonMapper json;

    ChannelDoor(
            CatalogSetup setup,
            Catalog catalog,
            Nodes nodes,
            ChannelAccounts accounts,
            KeyedWrites writes,
            JsonMapper json) {
        this.setup = setup;
        this.catalog = catalog;
        this.nodes = nodes;
        this.accounts = accounts;
        this.writes = writes;
        this.json = json;
    }

    @Contract(
            id = "saveChannel",
            says =
                    "A place to sell, with the account its adapter speaks through; `door` is the path its platform calls.",
            body = SetupShapes.Channel.class,
            key = Contract.Key.OPTIONAL,
            answer = Shown.class,
            refusals = Problem.CONFLICT)
    @PutMapping("/v1/channels/{code}")
    @Needs(Scope.SETUP_WRITE)
    ResponseEntity<Object> save(
            Caller caller,
            @RequestHeader(name = "Idempotency-Key") Optional<String> key,
            @PathVariable @Member(pattern = Codes.PATTERN) String code,
            @RequestBody JsonNode body) {
        MerchantId merchant = Callers.merchant(caller);
        var fields = Fields.of(body);
        String name = fields.text("name", NAME_MAX);
        String adapter = fields.text("adapter", NAME_MAX);
        List<NodeId> served = served(merchant, fields);
        long holdMinutes =
                fields.optionalWhole("holdMinutes", 1, HOLD_MINUTES_MAX).orElse(HOLD_MINUTES_DEFAULT);
        long longest = fields.optionalWhole("holdMinutesMax", 1, HOLD_MINUTES_MAX)
                .orElse(ChannelDraft.longest(Duration.ofMinutes(holdMinutes)).toMinutes());
        var settings = settings(merchant, code, adapter, fields);
        Codes.check(code, fields);
        fields.finish();
        var draft = new ChannelDraft(
                code,
                name,
                adapter,
                accounts.facts(adapter),
                served,
                Duration.ofMinutes(holdMinutes),
                Duration.ofMinutes(longest));
        return writes.run(caller, key, "PUT /v1/channels/%s %s".formatted(code, body), () -> {
            var channel = setup.saveChannel(merchant, draft);
            return Answer.of(200, shown(channel, account(channel, settings)));
        });
    }

    private List<NodeId> served(MerchantId merchant, Fields fields) {
        var codes = fields.texts("nodes", SalesChannel.NODES_MAX, NAME_MAX);
        var served = new ArrayList<NodeId>();
        for (int i = 0; i < codes.size(); i++) {
            var node = nodes.byCode(merchant, codes.get(i));
            if (node.isPresent() && !served.contains(node.get().id())) {
                served.add(node.get().id());
            } else {
                fields.findings()
                        .add(
                                "/nodes/" + i,
                                node.isPresent() ? "duplicate" : "unknown_node",
                                node.isPresent() ? "name each node once" : "there is no node with this code");
            }
        }
        return served;
    }

    /** The account's settings, checked; absent when none were given and the channel has some already. */
    private Optional<Map<String, Object>> settings(MerchantId merchant, String code, String adapter, Fields fields) {
        var given = fields.object("account");
        var known = catalog.channel(merchant, code);
        if (given.isEmpty()
                && known.flatMap(channel -> accounts.find(merchant, channel.id()))
                        .isPresent()) {
            return Optional.empty();
        }
        // Its fields are the adapter's to know.
        Map<String, Object> settings = given.filter(account -> account.json().isObject())
                .map(account -> {
                    account.json().propertyNames().forEach(account::has);
                    return json.convertValue(account.json(), SETTINGS);
                })
                .orElse(Map.of());
        if (adapter.isEmpty()) {
            return Optional.of(settings);
        }
        try {
            accounts.check(merchant, known.map(SalesChannel::id), adapter, settings);
        } catch (ProblemException e) {
            e.violations()
                    .forEach(violation ->
                            fields.findings().add(violation.pointer(), violation.code(), violation.detail()));
        }
        return Optional.of(settings);
    }

    private Optional<Account> account(SalesChannel channel, Optional<Map<String, Object>> settings) {
        return settings.map(given -> accounts.save(channel.merchant(), channel.id(), channel.adapter(), given))
                .or(() -> accounts.find(channel.merchant(), channel.id()));
    }

    private Shown shown(SalesChannel channel, Optional<Account> account) {
        return new Shown(
                channel.id().toString(),
                channel.code(),
                channel.name(),
                channel.adapter(),
                channel.nodes().stream()
                        .flatMap(id -> nodes.node(channel.merchant(), id).stream())
                        .map(node -> node.code())
                        .toList(),
                channel.holdTime().toMinutes(),
                channel.holdTimeMax().toMinutes(),
                account.flatMap(Account::door),
                account.map(Account::settings).orElse(Map.of()),
                account.map(known -> known.secretsSet().stream().sorted().toList())
                        .orElse(List.of()));
    }
}
