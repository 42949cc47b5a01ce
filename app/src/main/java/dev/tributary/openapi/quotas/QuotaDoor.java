package dev.tributary.openapi.quotas;

import dev.tributary.access.Caller;
import dev.tributary.access.Needs;
import dev.tributary.access.Scope;
import dev.tributary.catalog.Catalog;
import dev.tributary.catalog.SalesChannel;
import dev.tributary.catalog.Sku;
import dev.tributary.inventory.ChannelQuota;
import dev.tributary.inventory.Node;
import dev.tributary.inventory.Nodes;
import dev.tributary.inventory.QuotaDraft;
import dev.tributary.inventory.Quotas;
import dev.tributary.kernel.ChannelId;
import dev.tributary.kernel.Contract;
import dev.tributary.kernel.Member;
import dev.tributary.kernel.MerchantId;
import dev.tributary.kernel.Page;
import dev.tributary.kernel.Problem;
import dev.tributary.kernel.ProblemException;
import dev.tributary.kernel.SkuId;
import dev.tributary.openapi.Callers;
import dev.tributary.openapi.body.Fields;
import dev.tributary.openapi.body.Paging;
import dev.tributary.openapi.body.Times;
import dev.tributary.openapi.idempotency.KeyedWrites;
import dev.tributary.openapi.idempotency.KeyedWrites.Answer;
import dev.tributary.openapi.orders.OrderVersions;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.JsonNode;

/** What channels may promise of a SKU, by codes of the merchant's own. */
@RestController
@RequestMapping("/v1/quotas")
class QuotaDoor {

    static final int CODE_MAX = 128;

    private final Quotas quotas;
    private final QuotaViews views;
    private final Catalog catalog;
    private final Nodes nodes;
    private final KeyedWrites writes;

    QuotaDoor(Quotas quotas, QuotaViews views, Catalog catalog, Nodes nodes, KeyedWrites writes) {
        this.quotas = quotas;
        this.views = views;
        this.catalog = catalog;
        this.nodes = nodes;
        this.writes = writes;
    }

    @Contract(
            id = "setQuota",
            says =
                    "Makes a quota, or changes its amount, validity, owner and reason. What its channels hold by then counts"
                            + " at once. At most 32 of one SKU that are not over.",
            body = QuotaShapes.Setting.class,
            key = Contract.Key.OPTIONAL,
            ifMatch = true,
            versioned = true,
            status = {200, 201},
            answer = QuotaShapes.Shown.class,
            refusals = Problem.CONFLICT)
    @PutMapping("/{code}")
    @Needs(Scope.STOCK_WRITE)
    ResponseEntity<Object> set(
            Caller caller,
            @RequestHeader("Idempotency-Key") Optional<String> key,
            @RequestHeader HttpHeaders headers,
            @PathVariable @Member(charactersMax = Quotas.CODE_MAX) String code,
            @RequestBody JsonNode body) {
        MerchantId merchant = Callers.merchant(caller);
        var version = ifMatch(headers);
        var draft = draft(merchant, caller, Fields.of(body));
        return tagged(writes.run(caller, key, "PUT /v1/quotas/%s %s %s".formatted(code, version, body), () -> {
            var saved = quotas.put(merchant, code, draft, version, caller.clientId());
            int status = (saved.created() ? HttpStatus.CREATED : HttpStatus.OK).value();
            return Answer.of(status, views.shown(merchant, saved.quota()));
        }));
    }

    @Contract(id = "listQuotas", says = "Quotas, the newest first.")
    @GetMapping
    @Needs(Scope.STOCK_READ)
    Page<QuotaShapes.Shown> list(
            Caller caller,
            @RequestParam @Member(says = "A SKU's code.") Optional<String> sku,
            @RequestParam @Member(says = "A channel's code.") Optional<String> channel,
            @RequestParam @Member(says = "`OPEN`, which are not over, where absent.") Optional<Quotas.Show> show,
            @RequestParam Optional<Integer> limit,
            @RequestParam Optional<String> cursor) {
        MerchantId merchant = Callers.merchant(caller);
        var paging = Paging.of(limit, cursor);
        var filter = new Quotas.Filter(
                sku.map(code -> sku(merchant, code).orElseThrow(() -> unknown("sku"))),
                channel.map(code -> channel(merchant, code).orElseThrow(() -> unknown("channel"))),
                show.orElse(Quotas.Show.OPEN));
        return Paging.shown(
                quotas.list(merchant, filter, paging.after(), paging.limit()), quota -> views.shown(merchant, quota));
    }

    @Contract(
            id = "readQuota",
            says = "The quota of this code that is not over, else the last one.",
            versioned = true,
            answer = QuotaShapes.Shown.class,
            refusals = Problem.NOT_FOUND)
    @GetMapping("/{code}")
    @Needs(Scope.STOCK_READ)
    ResponseEntity<Object> read(Caller caller, @PathVariable @Member(charactersMax = Quotas.CODE_MAX) String code) {
        MerchantId merchant = Callers.merchant(caller);
        var quota = quotas.find(merchant, Paging.text(code))
                .orElseThrow(() -> ProblemException.notFound("there is no such quota"));
        return tagged(ResponseEntity.ok(views.shown(merchant, quota)));
    }

    @Contract(
            id = "endQuota",
            says = "Ends it: what it set aside or kept from its channels is free at once.",
            ifMatch = true,
            versioned = true,
            answer = QuotaShapes.Shown.class,
            refusals = Problem.NOT_FOUND)
    @DeleteMapping("/{code}")
    @Needs(Scope.STOCK_WRITE)
    ResponseEntity<Object> end(
            Caller caller,
            @RequestHeader HttpHeaders headers,
            @PathVariable @Member(charactersMax = Quotas.CODE_MAX) String code) {
        MerchantId merchant = Callers.merchant(caller);
        ChannelQuota ended = quotas.end(merchant, Paging.text(code), ifMatch(headers), caller.clientId());
        return tagged(ResponseEntity.ok(views.shown(merchant, ended)));
    }

    private QuotaDraft draft(MerchantId merchant, Caller caller, Fields fields) {
        var sku = sku(merchant, fields.text("sku", CODE_MAX));
        if (sku.isEmpty()) {
            fields.wrong("sku", "unknown_sku", "there is no SKU with this code");
        }
        var channels = channels(merchant, fields);
        var node = fields.optionalText("node", CODE_MAX).flatMap(code -> {
            var found = nodes.byCode(merchant, code).map(Node::id);
            if (found.isEmpty()) {
                fields.wrong("node", "unknown_node", "there is no node with this code");
            }
            return found;
        });
        var kind = fields.oneOf("kind", ChannelQuota.Kind.class);
        long amount = fields.whole("amount", 0, Quotas.UNITS_MAX);
        boolean only = fields.optionalFlag("only").orElse(false);
        var from = Times.optional(fields, "from");
        var until = Times.optional(fields, "until");
        var owner = fields.optionalText("owner", Quotas.OWNER_MAX).orElse(caller.clientId());
        var reason = fields.text("reason", Quotas.REASON_MAX);
        fields.finish();
        return new QuotaDraft(sku.orElseThrow(), channels, node, kind, amount, only, from, until, owner, reason);
    }

    private List<ChannelId> channels(MerchantId merchant, Fields fields) {
        var found = new ArrayList<ChannelId>();
        var codes = fields.texts("channels", Quotas.CHANNELS_MAX, CODE_MAX);
        if (codes.isEmpty()) {
            fields.wrong("channels", "required", "name at least one channel");
        }
        for (String code : codes) {
            channel(merchant, code)
                    .ifPresentOrElse(
                            found::add,
                            () -> fields.wrong(
                                    "channels", "unknown_channel", "there is no channel \"%s\"".formatted(code)));
        }
        return found;
    }

    private Optional<SkuId> sku(MerchantId merchant, String code) {
        return Optional.ofNullable(catalog.skusByCode(merchant, List.of(code)).get(code))
                .map(Sku::id);
    }

    private Optional<ChannelId> channel(MerchantId merchant, String code) {
        return catalog.channel(merchant, code).map(SalesChannel::id);
    }

    private static ProblemException unknown(String name) {
        return ProblemException.invalid(name, "unknown_" + name, "there is no %s with this code".formatted(name));
    }

    /** Empty without it and for {@code *}. */
    private static Optional<Long> ifMatch(HttpHeaders headers) {
        var version = OrderVersions.ifMatch(headers);
        return version.isPresent() ? Optional.of(version.getAsLong()) : Optional.empty();
    }

    private static ResponseEntity<Object> tagged(ResponseEntity<Object> answer) {
        return answer.getBody() instanceof QuotaShapes.Shown shown
                ? ResponseEntity.status(answer.getStatusCode())
                        .eTag(OrderVersions.tag(Long.parseLong(shown.version())))
                        .body((Object) shown)
                : answer;
    }
}
