package dev.tributary.openapi.setup;

import dev.tributary.access.Caller;
import dev.tributary.access.Needs;
import dev.tributary.access.Scope;
import dev.tributary.catalog.Bundle;
import dev.tributary.catalog.BundleSetup;
import dev.tributary.catalog.Catalog;
import dev.tributary.catalog.Sku;
import dev.tributary.kernel.Contract;
import dev.tributary.kernel.MerchantId;
import dev.tributary.kernel.Page;
import dev.tributary.kernel.Problem;
import dev.tributary.kernel.ProblemException;
import dev.tributary.kernel.Shape;
import dev.tributary.openapi.BundleDesk;
import dev.tributary.openapi.Callers;
import dev.tributary.openapi.body.Csv;
import dev.tributary.openapi.body.Fields;
import dev.tributary.openapi.body.ImportResult;
import dev.tributary.openapi.body.Paging;
import dev.tributary.openapi.idempotency.KeyedWrites;
import dev.tributary.openapi.idempotency.KeyedWrites.Answer;
import dev.tributary.openapi.orders.OrderVersions;
import java.util.List;
import java.util.Optional;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.JsonNode;

/** SKUs that are sold by their components. */
@RestController
class BundleDoor {

    static final int CODE_MAX = 128;

    @Shape("Bundle")
    record Shown(String sku, String name, List<ShownComponent> components, String version) {}

    @Shape("BundleComponent")
    record ShownComponent(String sku, String name, long units) {}

    private final BundleDesk desk;
    private final BundleSetup setup;
    private final Catalog catalog;
    private final KeyedWrites writes;

    BundleDoor(BundleDesk desk, BundleSetup setup, Catalog catalog, KeyedWrites writes) {
        this.desk = desk;
        this.setup = setup;
        this.catalog = catalog;
        this.writes = writes;
    }

    @Contract(
            id = "saveBundle",
            says = "Makes the SKU a bundle, or replaces what it is made of. Orders that came before stay as they are.",
            body = SetupShapes.NewBundle.class,
            key = Contract.Key.OPTIONAL,
            ifMatch = true,
            answer = Shown.class,
            refusals = Problem.NOT_FOUND)
    @PutMapping("/v1/bundles/{sku}")
    @Needs(Scope.SETUP_WRITE)
    ResponseEntity<Object> save(
            Caller caller,
            @RequestHeader(name = "Idempotency-Key") Optional<String> key,
            @RequestHeader HttpHeaders headers,
            @PathVariable String sku,
            @RequestBody JsonNode body) {
        MerchantId merchant = Callers.merchant(caller);
        var fields = Fields.of(body);
        var components = fields.objects("components", Bundle.COMPONENTS_MAX).stream()
                .map(item -> new BundleDesk.Wish(item.text("sku", CODE_MAX), item.whole("units", 1, Bundle.UNITS_MAX)))
                .toList();
        fields.finish();
        var version = OrderVersions.ifMatch(headers);
        return writes.run(
                caller,
                key,
                "PUT /v1/bundles/%s %s %s".formatted(sku, version, body),
                () -> Answer.of(200, shown(merchant, desk.save(merchant, Paging.text(sku), components, version))));
    }

    @Contract(
            id = "saveBundlesFile",
            says =
                    "As a file: a component a row, each bundle whole or not at all; the same file again changes nothing.",
            body = SetupShapes.BundleRow.class)
    @PostMapping(path = "/v1/bundles:batch", consumes = Csv.MEDIA_TYPE)
    @Needs(Scope.SETUP_WRITE)
    ImportResult.Shown load(Caller caller, @RequestBody byte[] file) {
        return new BundleImport(desk, Callers.merchant(caller)).load(file);
    }

    @Contract(id = "listBundles", says = "Bundles with their components, by code.")
    @GetMapping("/v1/bundles")
    @Needs(Scope.SETUP_READ)
    Page<Shown> list(Caller caller, @RequestParam Optional<Integer> limit, @RequestParam Optional<String> cursor) {
        MerchantId merchant = Callers.merchant(caller);
        var paging = Paging.of(limit, cursor);
        return Paging.shown(
                setup.list(merchant, paging.after(), paging.limit()), named -> shown(merchant, named.bundle()));
    }

    @Contract(
            id = "readBundle",
            says = "What the bundle is made of.",
            versioned = true,
            answer = Shown.class,
            refusals = Problem.NOT_FOUND)
    @GetMapping(path = "/v1/bundles/{sku}", produces = MediaType.APPLICATION_JSON_VALUE)
    @Needs(Scope.SETUP_READ)
    ResponseEntity<Shown> read(Caller caller, @PathVariable String sku) {
        MerchantId merchant = Callers.merchant(caller);
        var bundle = Optional.ofNullable(
                        catalog.skusByCode(merchant, List.of(Paging.text(sku))).get(sku))
                .flatMap(known -> setup.find(merchant, known.id()))
                .filter(found -> !found.components().isEmpty())
                .orElseThrow(() -> ProblemException.notFound("no bundle " + sku));
        return ResponseEntity.ok().eTag(OrderVersions.tag(bundle.version())).body(shown(merchant, bundle));
    }

    @Contract(
            id = "dissolveBundle",
            says = "The SKU keeps stock of its own again.",
            status = 204,
            ifMatch = true,
            refusals = Problem.NOT_FOUND)
    @DeleteMapping("/v1/bundles/{sku}")
    @Needs(Scope.SETUP_WRITE)
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void dissolve(Caller caller, @RequestHeader HttpHeaders headers, @PathVariable String sku) {
        desk.save(Callers.merchant(caller), Paging.text(sku), List.of(), OrderVersions.ifMatch(headers));
    }

    private Shown shown(MerchantId merchant, Bundle bundle) {
        var sku = catalog.sku(merchant, bundle.sku());
        return new Shown(
                sku.map(Sku::code).orElse(""),
                sku.map(Sku::name).orElse(""),
                bundle.components().stream()
                        .map(component -> {
                            var of = catalog.sku(merchant, component.sku());
                            return new ShownComponent(
                                    of.map(Sku::code).orElse(""),
                                    of.map(Sku::name).orElse(""),
                                    component.units());
                        })
                        .toList(),
                Long.toString(bundle.version()));
    }
}
