package dev.tributary.openapi.setup;

import dev.tributary.access.Caller;
import dev.tributary.access.Needs;
import dev.tributary.access.Scope;
import dev.tributary.catalog.Catalog;
import dev.tributary.catalog.CatalogLists;
import dev.tributary.catalog.CatalogSetup;
import dev.tributary.catalog.CatalogSetup.ProductDraft;
import dev.tributary.catalog.CatalogSetup.ProductResult;
import dev.tributary.catalog.CatalogSetup.SkuDraft;
import dev.tributary.catalog.Sku;
import dev.tributary.kernel.Contract;
import dev.tributary.kernel.MerchantId;
import dev.tributary.kernel.Money;
import dev.tributary.kernel.Page;
import dev.tributary.kernel.ProblemException;
import dev.tributary.kernel.Shape;
import dev.tributary.kernel.Sheet;
import dev.tributary.kernel.Violation;
import dev.tributary.openapi.Callers;
import dev.tributary.openapi.body.Csv;
import dev.tributary.openapi.body.Fields;
import dev.tributary.openapi.body.ImportResult;
import dev.tributary.openapi.body.Paging;
import dev.tributary.openapi.idempotency.KeyedWrites;
import dev.tributary.openapi.idempotency.KeyedWrites.Answer;
import dev.tributary.openapi.problem.ProblemBody;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.JsonNode;

/** Products and their SKUs, from an ERP or a file. */
@RestController
class ProductDoor {

    private static final int TEXT_MAX = 1_000;

    @Shape("ProductResults")
    record Results(List<Result> results) {}

    @Shape("ProductResult")
    record Result(String code, Optional<Integer> created, Optional<Integer> updated, Optional<ProblemBody> problem) {}

    @Shape("Sku")
    record Shown(
            String id,
            String product,
            String code,
            String name,
            Optional<String> gtin,
            Sku.BaseUnit unit,
            Money price) {}

    private final CatalogSetup setup;
    private final CatalogLists lists;
    private final Catalog catalog;
    private final KeyedWrites writes;

    ProductDoor(CatalogSetup setup, CatalogLists lists, Catalog catalog, KeyedWrites writes) {
        this.setup = setup;
        this.lists = lists;
        this.catalog = catalog;
        this.writes = writes;
    }

    @Contract(
            id = "saveProducts",
            says = "Products with their SKUs, each saved or refused by itself, with a result each, in order.",
            body = SetupShapes.Products.class,
            key = Contract.Key.OPTIONAL,
            answer = Results.class)
    @PostMapping(path = "/v1/products:batch", consumes = MediaType.APPLICATION_JSON_VALUE)
    @Needs(Scope.SETUP_WRITE)
    ResponseEntity<Object> save(
            Caller caller, @RequestHeader(name = "Idempotency-Key") Optional<String> key, @RequestBody JsonNode body) {
        MerchantId merchant = Callers.merchant(caller);
        var fields = Fields.of(body);
        var items = fields.items("products", CatalogSetup.PRODUCTS_MAX);
        fields.finish();
        return writes.run(caller, key, "POST /v1/products:batch " + body, () -> Answer.of(200, save(merchant, items)));
    }

    @Contract(
            id = "saveProductsFile",
            says = "As a file: one SKU a row, each saved or refused by itself; the same file again changes nothing.",
            body = SetupShapes.ProductRow.class)
    @PostMapping(
            path = "/v1/products:batch",
            consumes = {Csv.MEDIA_TYPE, Sheet.EXCEL})
    @Needs(Scope.SETUP_WRITE)
    ImportResult.Shown load(Caller caller, @RequestBody byte[] file) {
        MerchantId merchant = Callers.merchant(caller);
        var currency = catalog.merchant(merchant).orElseThrow().currency();
        return new ProductImport(setup, merchant, currency).load(file);
    }

    @Contract(id = "listSkus", says = "SKUs, or the one with this code.")
    @GetMapping("/v1/skus")
    @Needs(Scope.SETUP_READ)
    Page<Shown> skus(
            Caller caller,
            @RequestParam Optional<String> code,
            @RequestParam Optional<Integer> limit,
            @RequestParam Optional<String> cursor) {
        var paging = Paging.of(limit, cursor);
        var filter = new CatalogLists.SkuFilter(code.map(Paging::text), Optional.empty(), Optional.empty());
        return Paging.shown(
                lists.skus(Callers.merchant(caller), filter, paging.after(), paging.limit()), ProductDoor::shown);
    }

    private Results save(MerchantId merchant, List<Fields> items) {
        var results = new @Nullable Result[items.size()];
        var drafts = new ArrayList<ProductDraft>();
        var places = new ArrayList<Integer>();
        for (int i = 0; i < items.size(); i++) {
            Fields item = items.get(i);
            var draft = product(item);
            if (item.good()) {
                drafts.add(draft);
                places.add(i);
            } else {
                results[i] = refused(draft.code(), item.findings().all());
            }
        }
        var saved = drafts.isEmpty() ? List.<ProductResult>of() : setup.saveProducts(merchant, drafts);
        for (int i = 0; i < saved.size(); i++) {
            int place = places.get(i);
            results[place] = result(saved.get(i), items.get(place).pointer());
        }
        return new Results(Arrays.asList(results));
    }

    private static ProductDraft product(Fields fields) {
        return new ProductDraft(
                fields.text("code", TEXT_MAX),
                fields.text("name", TEXT_MAX),
                fields.objects("skus", CatalogSetup.SKUS_PER_PRODUCT_MAX).stream()
                        .flatMap(sku -> sku(sku).stream())
                        .toList());
    }

    /** Empty when there is no price to read, which is noted. */
    private static Optional<SkuDraft> sku(Fields fields) {
        String code = fields.text("code", TEXT_MAX);
        String name = fields.text("name", TEXT_MAX);
        var gtin = fields.optionalText("gtin", TEXT_MAX);
        var unit = fields.optionalOneOf("unit", Sku.BaseUnit.class).orElse(Sku.BaseUnit.PIECE);
        var price = fields.money("price", 0, Long.MAX_VALUE);
        var saleUnits = fields.object("saleUnits").map(ProductDoor::saleUnits);
        return price.map(money -> new SkuDraft(code, name, gtin, unit, money, saleUnits));
    }

    private static Map<String, Long> saleUnits(Fields fields) {
        var units = new HashMap<String, Long>();
        fields.json().propertyNames().stream()
                .limit(CatalogSetup.SALE_UNITS_MAX + 1L)
                .forEach(code -> units.put(code, fields.whole(code, 1, Long.MAX_VALUE)));
        return units;
    }

    private static Result result(ProductResult result, String pointer) {
        return switch (result) {
            case ProductResult.Saved saved ->
                new Result(saved.code(), Optional.of(saved.created()), Optional.of(saved.updated()), Optional.empty());
            case ProductResult.Refused refused ->
                refused(
                        refused.code(),
                        refused.violations().stream()
                                .map(violation -> new Violation(
                                        pointer + violation.pointer(), violation.code(), violation.detail()))
                                .toList());
        };
    }

    private static Result refused(String code, List<Violation> violations) {
        var problem = ProblemBody.of(ProblemException.invalid(violations));
        return new Result(code, Optional.empty(), Optional.empty(), Optional.of(problem));
    }

    private static Shown shown(Sku sku) {
        return new Shown(
                sku.id().toString(), sku.productCode(), sku.code(), sku.name(), sku.gtin(), sku.unit(), sku.price());
    }
}
