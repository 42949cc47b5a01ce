package dev.tributary.openapi.setup;

import dev.tributary.access.Caller;
import dev.tributary.access.ClientDraft;
import dev.tributary.access.Clients;
import dev.tributary.access.Needs;
import dev.tributary.access.Scope;
import dev.tributary.catalog.CatalogLists;
import dev.tributary.catalog.CatalogSetup;
import dev.tributary.catalog.Merchant;
import dev.tributary.kernel.Contract;
import dev.tributary.kernel.Problem;
import dev.tributary.kernel.ProblemException;
import dev.tributary.kernel.Shape;
import dev.tributary.openapi.body.Fields;
import dev.tributary.openapi.idempotency.KeyedWrites;
import dev.tributary.openapi.idempotency.KeyedWrites.Answer;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.JsonNode;

/** The administrator's two calls: a merchant, and the clients that may work for it. */
@RestController
class MerchantDoor {

    private static final String KEY = "Idempotency-Key";
    static final int TEXT_MAX = 200;

    @Shape("Merchant")
    record Shown(String id, String code, String name, String zone, String currency) {}

    private final CatalogSetup setup;
    private final CatalogLists lists;
    private final Clients clients;
    private final KeyedWrites writes;

    MerchantDoor(CatalogSetup setup, CatalogLists lists, Clients clients, KeyedWrites writes) {
        this.setup = setup;
        this.lists = lists;
        this.clients = clients;
        this.writes = writes;
    }

    @Contract(
            id = "saveMerchant",
            says = "A new merchant, or another name for a known one; its zone and currency stay.",
            body = SetupShapes.Merchant.class,
            key = Contract.Key.OPTIONAL,
            status = {201, 200},
            answer = Shown.class,
            refusals = Problem.CONFLICT)
    @PostMapping("/v1/merchants")
    @Needs(Scope.ADMIN)
    ResponseEntity<Object> create(
            Caller caller, @RequestHeader(name = KEY) Optional<String> key, @RequestBody JsonNode body) {
        var fields = Fields.of(body);
        String code = fields.text("code", TEXT_MAX);
        String name = fields.text("name", TEXT_MAX);
        var zone = zone(fields);
        var currency = fields.currency("currency");
        fields.finish();
        var draft = new CatalogSetup.MerchantDraft(code, name, zone, currency.orElseThrow());
        return writes.run(caller, key, "POST /v1/merchants " + body, () -> {
            var saved = setup.saveMerchant(draft);
            return Answer.of(saved.created() ? 201 : 200, shown(saved.merchant()));
        });
    }

    @Contract(
            id = "createClient",
            says = "A client that may work for the merchant. Its secret is shown once.",
            body = SetupShapes.NewClient.class,
            key = Contract.Key.OPTIONAL,
            status = 201,
            answer = SetupShapes.Client.class,
            refusals = Problem.NOT_FOUND)
    @PostMapping("/v1/merchants/{code}/clients")
    @Needs(Scope.ADMIN)
    ResponseEntity<Object> createClient(
            Caller caller,
            @RequestHeader(name = KEY) Optional<String> key,
            @PathVariable String code,
            @RequestBody JsonNode body) {
        var merchant = lists.merchant(code).orElseThrow(() -> ProblemException.notFound("no merchant " + code));
        var fields = Fields.of(body);
        String name = fields.text("name", TEXT_MAX);
        Set<Scope> scopes = scopes(fields);
        var channel = fields.optionalText("channel", TEXT_MAX);
        fields.finish();
        return writes.run(caller, key, "POST /v1/merchants/%s/clients %s".formatted(code, body), () -> {
            var client = clients.create(ClientDraft.of(merchant.id(), channel, name, scopes), caller.clientId());
            // The secret is shown once and kept nowhere in clear: a replay shows the rest.
            return new Answer(201, client, Map.of("clientId", client.clientId(), "scopes", client.scopes()));
        });
    }

    private static ZoneId zone(Fields fields) {
        String zone = fields.text("zone", TEXT_MAX);
        try {
            return zone.isEmpty() ? ZoneOffset.UTC : ZoneId.of(zone);
        } catch (DateTimeException e) {
            fields.wrong("zone", "invalid_value", "a time zone is expected, such as Asia/Shanghai");
            return ZoneOffset.UTC;
        }
    }

    private static Set<Scope> scopes(Fields fields) {
        var scopes = EnumSet.noneOf(Scope.class);
        List<String> texts = fields.texts("scopes", Scope.values().length, TEXT_MAX);
        for (int i = 0; i < texts.size(); i++) {
            String text = texts.get(i);
            Arrays.stream(Scope.values())
                    .filter(scope -> scope.text().equals(text))
                    .findFirst()
                    .ifPresentOrElse(scopes::add, unknown(fields, "scopes/" + i));
        }
        return scopes;
    }

    private static Runnable unknown(Fields fields, String place) {
        return () -> fields.findings()
                .add(
                        "/" + place,
                        "invalid_value",
                        "one of "
                                + String.join(
                                        ", ",
                                        Arrays.stream(Scope.values())
                                                .map(Scope::text)
                                                .toList()));
    }

    private static Shown shown(Merchant merchant) {
        return new Shown(
                merchant.id().toString(),
                merchant.code(),
                merchant.name(),
                merchant.zone().getId(),
                merchant.currency().getCurrencyCode());
    }
}
