package dev.tributary.openapi.reorder;

import dev.tributary.access.Caller;
import dev.tributary.access.Needs;
import dev.tributary.access.Scope;
import dev.tributary.inventory.StockAlerts;
import dev.tributary.inventory.StockAlerts.Show;
import dev.tributary.kernel.Contract;
import dev.tributary.kernel.Member;
import dev.tributary.kernel.MerchantId;
import dev.tributary.kernel.Page;
import dev.tributary.kernel.Problem;
import dev.tributary.kernel.ProblemException;
import dev.tributary.openapi.Callers;
import dev.tributary.openapi.body.Fields;
import dev.tributary.openapi.body.Paging;
import dev.tributary.openapi.body.PathIds;
import dev.tributary.openapi.body.Times;
import dev.tributary.openapi.idempotency.KeyedWrites;
import dev.tributary.openapi.idempotency.KeyedWrites.Answer;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.JsonNode;

/** Stock that will not last until more can come, and what to reorder. */
@RestController
class ReorderDoor {

    static final int CODE_MAX = 128;
    static final int REASON_MAX = 200;
    static final int DAYS_MAX = 365;
    static final int PERMILLE_MIN = 500;
    static final int PERMILLE_MAX = 999;
    static final long PACK_MAX = 1_000_000_000L;
    private static final Duration SILENCE_MAX = Duration.ofDays(366);

    private final StockAlerts alerts;
    private final ReorderViews views;
    private final KeyedWrites writes;
    private final Clock clock;

    ReorderDoor(StockAlerts alerts, ReorderViews views, KeyedWrites writes, Clock clock) {
        this.alerts = alerts;
        this.views = views;
        this.writes = writes;
        this.clock = clock;
    }

    @Contract(id = "listStockAlerts", says = "Rows whose stock will not last until more can come, newest first.")
    @GetMapping("/v1/stock/alerts")
    @Needs(Scope.STOCK_READ)
    Page<ReorderShapes.Alert> list(
            Caller caller,
            @RequestParam @Member(says = "`LOUD`, open and not silenced, where absent.") Optional<Show> show,
            @RequestParam Optional<Integer> limit,
            @RequestParam Optional<String> cursor) {
        var paging = Paging.of(limit, cursor);
        return Paging.shown(
                alerts.alerts(Callers.merchant(caller), show.orElse(Show.LOUD), paging.after(), paging.limit()),
                views::alert);
    }

    @Contract(id = "readStockAlert", says = "One alert.", refusals = Problem.NOT_FOUND)
    @GetMapping("/v1/stock/alerts/{id}")
    @Needs(Scope.STOCK_READ)
    ReorderShapes.Alert read(Caller caller, @PathVariable @Member(pattern = PathIds.PATTERN) String id) {
        return alerts.alert(Callers.merchant(caller), id(id)).map(views::alert).orElseThrow(ReorderDoor::unknown);
    }

    @Contract(
            id = "silenceStockAlert",
            says = "Tells nobody of this row's low stock until a time, or, without one, tells again.",
            body = ReorderShapes.NewSilence.class,
            key = Contract.Key.REQUIRED,
            answer = ReorderShapes.Alert.class,
            refusals = Problem.NOT_FOUND)
    @PostMapping("/v1/stock/alerts/{id}/silence")
    @Needs(Scope.STOCK_WRITE)
    ResponseEntity<Object> silence(
            Caller caller,
            @RequestHeader("Idempotency-Key") Optional<String> key,
            @PathVariable @Member(pattern = PathIds.PATTERN) String id,
            @RequestBody JsonNode body) {
        MerchantId merchant = Callers.merchant(caller);
        var required = Optional.of(KeyedWrites.required(key));
        long alert = id(id);
        var fields = Fields.of(body);
        var until = Times.optional(fields, "until");
        Instant now = clock.instant();
        if (until.isPresent() && (until.get().isBefore(now) || until.get().isAfter(now.plus(SILENCE_MAX)))) {
            fields.wrong("until", "bad_time", "from now, and at most a year");
        }
        String reason = fields.text("reason", REASON_MAX);
        fields.finish();
        return writes.run(
                caller,
                required,
                "POST /v1/stock/alerts/%s/silence %s".formatted(id, body),
                () -> Answer.of(
                        200,
                        alerts.silence(merchant, alert, until, reason, caller.clientId())
                                .map(views::alert)
                                .orElseThrow(ReorderDoor::unknown)));
    }

    @Contract(
            id = "readStockOutlook",
            says = "Sales and forecast of one row, and what to reorder of it.",
            refusals = Problem.NOT_FOUND)
    @GetMapping("/v1/stock/{sku}/{node}/outlook")
    @Needs(Scope.STOCK_READ)
    ReorderShapes.Outlook outlook(Caller caller, @PathVariable String sku, @PathVariable String node) {
        return views.key(Callers.merchant(caller), Paging.text(sku), Paging.text(node))
                .flatMap(alerts::outlook)
                .map(outlook -> views.outlook(sku, node, outlook))
                .orElseThrow(() -> ProblemException.notFound("nothing was ever sold there"));
    }

    @Contract(id = "listReorderRules", says = "How soon more can come, and how sure to be that it lasts.")
    @GetMapping("/v1/stock/reorder-rules")
    @Needs(Scope.STOCK_READ)
    ReorderShapes.Rules rules(Caller caller) {
        return new ReorderShapes.Rules(alerts.rules(Callers.merchant(caller)).stream()
                .map(rule -> views.rule(Callers.merchant(caller), rule))
                .toList());
    }

    @Contract(
            id = "saveReorderRule",
            says = "Sets the rule of a SKU, a node, both or neither; the narrowest counts, a SKU before a node.",
            body = ReorderShapes.Rule.class,
            key = Contract.Key.OPTIONAL,
            answer = ReorderShapes.Rule.class,
            refusals = Problem.CONFLICT)
    @PutMapping("/v1/stock/reorder-rules")
    @Needs(Scope.STOCK_WRITE)
    ResponseEntity<Object> save(
            Caller caller, @RequestHeader("Idempotency-Key") Optional<String> key, @RequestBody JsonNode body) {
        MerchantId merchant = Callers.merchant(caller);
        var fields = Fields.of(body);
        var rule = views.rule(merchant, fields);
        fields.finish();
        return writes.run(caller, key, "PUT /v1/stock/reorder-rules " + body, () -> {
            if (!alerts.save(merchant, rule, caller.clientId())) {
                throw new ProblemException(
                        Problem.CONFLICT, "a merchant has at most %d rules".formatted(StockAlerts.RULES_MAX));
            }
            return Answer.of(200, views.rule(merchant, rule));
        });
    }

    private static long id(String id) {
        return PathIds.of(id, ReorderDoor::unknown);
    }

    private static ProblemException unknown() {
        return ProblemException.notFound("there is no such alert");
    }
}
