package dev.tributary.openapi.leases;

import dev.tributary.access.Caller;
import dev.tributary.access.Needs;
import dev.tributary.access.Scope;
import dev.tributary.catalog.Catalog;
import dev.tributary.catalog.SalesChannel;
import dev.tributary.catalog.Sku;
import dev.tributary.inventory.Node;
import dev.tributary.inventory.Nodes;
import dev.tributary.kernel.Contract;
import dev.tributary.kernel.Member;
import dev.tributary.kernel.MerchantId;
import dev.tributary.kernel.Page;
import dev.tributary.kernel.Problem;
import dev.tributary.kernel.ProblemException;
import dev.tributary.leases.Field;
import dev.tributary.leases.Lease;
import dev.tributary.leases.LeaseDraft;
import dev.tributary.leases.LeaseId;
import dev.tributary.leases.LeaseScope;
import dev.tributary.leases.Leases;
import dev.tributary.leases.Resume;
import dev.tributary.leases.Subject;
import dev.tributary.openapi.Callers;
import dev.tributary.openapi.body.Fields;
import dev.tributary.openapi.body.Paging;
import dev.tributary.openapi.body.PathIds;
import dev.tributary.openapi.body.Times;
import dev.tributary.openapi.idempotency.KeyedWrites;
import dev.tributary.openapi.idempotency.KeyedWrites.Answer;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.JsonNode;

/** Suspensions of automatic sync and allowances to oversell. Who may write stock may not lift its own suspension. */
@RestController
@RequestMapping("/v1/leases")
class LeaseDoor {

    static final int CODE_MAX = 128;

    private final Leases leases;
    private final LeaseViews views;
    private final Catalog catalog;
    private final Nodes nodes;
    private final KeyedWrites writes;

    LeaseDoor(Leases leases, LeaseViews views, Catalog catalog, Nodes nodes, KeyedWrites writes) {
        this.leases = leases;
        this.views = views;
        this.catalog = catalog;
        this.nodes = nodes;
        this.writes = writes;
    }

    @Contract(
            id = "makeLease",
            says = "Suspends sync, or allows to oversell, until a time: at most 1,000 leases that are not over.",
            body = LeaseShapes.NewLease.class,
            key = Contract.Key.OPTIONAL,
            status = 201,
            answer = LeaseShapes.Shown.class,
            refusals = Problem.CONFLICT)
    @PostMapping
    @Needs(Scope.LEASES_WRITE)
    ResponseEntity<Object> make(
            Caller caller, @RequestHeader("Idempotency-Key") Optional<String> key, @RequestBody JsonNode body) {
        MerchantId merchant = Callers.merchant(caller);
        var fields = Fields.of(body);
        var subject = fields.oneOf("subject", Subject.class);
        var scope = scope(merchant, fields);
        var units = units(fields);
        var owner = fields.optionalText("owner", Leases.OWNER_MAX).orElse(caller.clientId());
        var reason = fields.text("reason", Leases.REASON_MAX);
        var expiresAt = Times.optional(fields, "expiresAt");
        if (!fields.has("expiresAt")) {
            fields.wrong("expiresAt", "required", "it must be given");
        }
        var atExpiry = fields.optionalOneOf("atExpiry", Resume.class).orElse(Resume.APPLY);
        fields.finish();
        var draft = new LeaseDraft(subject, scope, units, owner, reason, expiresAt.orElseThrow(), atExpiry);
        return writes.run(
                caller,
                key,
                "POST /v1/leases " + body,
                () -> Answer.of(
                        HttpStatus.CREATED.value(), views.shown(leases.make(merchant, draft, caller.clientId()))));
    }

    @Contract(id = "listLeases", says = "Leases, the newest first.")
    @GetMapping
    @Needs(Scope.LEASES_READ)
    Page<LeaseShapes.Shown> list(
            Caller caller,
            @RequestParam @Member(says = "`OPEN`, which are not over, where absent.") Optional<Leases.Show> show,
            @RequestParam Optional<Integer> limit,
            @RequestParam Optional<String> cursor) {
        var paging = Paging.of(limit, cursor);
        return Paging.shown(
                leases.list(Callers.merchant(caller), show.orElse(Leases.Show.OPEN), paging.after(), paging.limit()),
                views::shown);
    }

    @Contract(id = "readLease", says = "One lease.", refusals = Problem.NOT_FOUND)
    @GetMapping("/{id}")
    @Needs(Scope.LEASES_READ)
    LeaseShapes.Shown read(Caller caller, @PathVariable @Member(pattern = PathIds.PATTERN) String id) {
        return views.shown(lease(caller, id));
    }

    @Contract(
            id = "readLeaseHistory",
            says = "Who did what to it and why, the oldest first.",
            refusals = Problem.NOT_FOUND)
    @GetMapping("/{id}/history")
    @Needs(Scope.LEASES_READ)
    Page<LeaseShapes.Change> history(
            Caller caller,
            @PathVariable @Member(pattern = PathIds.PATTERN) String id,
            @RequestParam Optional<Integer> limit,
            @RequestParam Optional<String> cursor) {
        var lease = lease(caller, id);
        var changes = leases.history(lease.merchant(), lease.id());
        return Paging.shown(
                Paging.of(limit, cursor).cut(changes, change -> "%019d".formatted(change.version())),
                LeaseViews::change);
    }

    @Contract(
            id = "previewLeaseEnd",
            says = "What the end of a lease that is not over would change, number by number.",
            refusals = Problem.NOT_FOUND)
    @GetMapping("/{id}/drift")
    @Needs(Scope.LEASES_READ)
    Page<LeaseShapes.Drifting> drift(
            Caller caller,
            @PathVariable @Member(pattern = PathIds.PATTERN) String id,
            @RequestParam Optional<Integer> limit,
            @RequestParam Optional<String> cursor) {
        var lease = lease(caller, id);
        var paging = Paging.of(limit, cursor);
        return Paging.shown(
                leases.drift(lease, paging.after(), paging.limit()), drift -> views.drift(lease.merchant(), drift));
    }

    @Contract(
            id = "extendLease",
            says = "Moves the end of a lease, or the limit of an allowance: at most 200 times.",
            body = LeaseShapes.Extension.class,
            key = Contract.Key.OPTIONAL,
            answer = LeaseShapes.Shown.class,
            refusals = {Problem.NOT_FOUND, Problem.CONFLICT})
    @PostMapping("/{id}/extend")
    @Needs(Scope.LEASES_WRITE)
    ResponseEntity<Object> extend(
            Caller caller,
            @RequestHeader("Idempotency-Key") Optional<String> key,
            @PathVariable @Member(pattern = PathIds.PATTERN) String id,
            @RequestBody JsonNode body) {
        MerchantId merchant = Callers.merchant(caller);
        var lease = id(id);
        var fields = Fields.of(body);
        Optional<Instant> expiresAt = Times.optional(fields, "expiresAt");
        var extension = new Leases.Extension(expiresAt, units(fields), fields.text("reason", Leases.REASON_MAX));
        fields.finish();
        return writes.run(
                caller,
                key,
                "POST /v1/leases/%s/extend %s".formatted(id, body),
                () -> Answer.of(200, views.shown(leases.extend(merchant, lease, extension, caller.clientId()))));
    }

    @Contract(
            id = "endLease",
            says = "Ends it before its time. What it kept back is settled within moments: then it is `ENDED`.",
            body = LeaseShapes.End.class,
            key = Contract.Key.OPTIONAL,
            answer = LeaseShapes.Shown.class,
            refusals = {Problem.NOT_FOUND, Problem.CONFLICT})
    @PostMapping("/{id}/end")
    @Needs(Scope.LEASES_WRITE)
    ResponseEntity<Object> end(
            Caller caller,
            @RequestHeader("Idempotency-Key") Optional<String> key,
            @PathVariable @Member(pattern = PathIds.PATTERN) String id,
            @RequestBody JsonNode body) {
        MerchantId merchant = Callers.merchant(caller);
        var lease = id(id);
        var fields = Fields.of(body);
        var resume = fields.oneOf("drift", Resume.class);
        var reason = fields.text("reason", Leases.REASON_MAX);
        fields.finish();
        return writes.run(
                caller,
                key,
                "POST /v1/leases/%s/end %s".formatted(id, body),
                () -> Answer.of(200, views.shown(leases.end(merchant, lease, resume, reason, caller.clientId()))));
    }

    private LeaseScope scope(MerchantId merchant, Fields fields) {
        var channel = fields.optionalText("channel", CODE_MAX).flatMap(code -> {
            var found = catalog.channel(merchant, code).map(SalesChannel::id);
            return found.isPresent() ? found : unknown(fields, "channel");
        });
        var node = fields.optionalText("node", CODE_MAX).flatMap(code -> {
            var found = nodes.byCode(merchant, code).map(Node::id);
            return found.isPresent() ? found : unknown(fields, "node");
        });
        var sku = fields.optionalText("sku", CODE_MAX).flatMap(code -> {
            var found = Optional.ofNullable(
                            catalog.skusByCode(merchant, List.of(code)).get(code))
                    .map(Sku::id);
            return found.isPresent() ? found : unknown(fields, "sku");
        });
        return new LeaseScope(channel, node, sku, fields.optionalOneOf("field", Field.class));
    }

    private static <T> Optional<T> unknown(Fields fields, String name) {
        fields.wrong(name, "unknown_" + name, "there is no %s with this code".formatted(name));
        return Optional.empty();
    }

    private static OptionalLong units(Fields fields) {
        return fields.optionalWhole("units", 1, Leases.UNITS_MAX)
                .map(OptionalLong::of)
                .orElse(OptionalLong.empty());
    }

    private Lease lease(Caller caller, String id) {
        return leases.find(Callers.merchant(caller), id(id)).orElseThrow(LeaseDoor::unknown);
    }

    private static LeaseId id(String id) {
        return new LeaseId(PathIds.of(id, LeaseDoor::unknown));
    }

    private static ProblemException unknown() {
        return ProblemException.notFound("there is no such lease");
    }
}
