package dev.tributary.openapi.setup;

import dev.tributary.access.Caller;
import dev.tributary.access.Needs;
import dev.tributary.access.Scope;
import dev.tributary.catalog.Catalog;
import dev.tributary.catalog.CatalogSetup;
import dev.tributary.catalog.CatalogSetup.ListingDraft;
import dev.tributary.catalog.SalesChannel;
import dev.tributary.catalog.Sku;
import dev.tributary.kernel.Contract;
import dev.tributary.kernel.MerchantId;
import dev.tributary.kernel.Problem;
import dev.tributary.kernel.ProblemException;
import dev.tributary.kernel.Shape;
import dev.tributary.kernel.Sheet;
import dev.tributary.openapi.Callers;
import dev.tributary.openapi.body.Cells;
import dev.tributary.openapi.body.Csv;
import dev.tributary.openapi.body.Fields;
import dev.tributary.openapi.body.ImportResult;
import dev.tributary.openapi.body.Paging;
import dev.tributary.openapi.idempotency.KeyedWrites;
import dev.tributary.openapi.idempotency.KeyedWrites.Answer;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.JsonNode;

/** Under which names a channel knows the merchant's SKUs. */
@RestController
class ListingDoor {

    static final int NAME_MAX = 128;

    @Shape("SavedListings")
    record Saved(int saved) {}

    private record Wish(int place, String channelSku, String sku) {}

    private final CatalogSetup setup;
    private final Catalog catalog;
    private final KeyedWrites writes;

    ListingDoor(CatalogSetup setup, Catalog catalog, KeyedWrites writes) {
        this.setup = setup;
        this.catalog = catalog;
        this.writes = writes;
    }

    @Contract(
            id = "saveListings",
            says = "Under which names the channel knows SKUs: all or none.",
            body = SetupShapes.Listings.class,
            key = Contract.Key.OPTIONAL,
            answer = Saved.class,
            refusals = Problem.NOT_FOUND)
    @PostMapping(path = "/v1/channels/{code}/listings:batch", consumes = MediaType.APPLICATION_JSON_VALUE)
    @Needs(Scope.SETUP_WRITE)
    ResponseEntity<Object> save(
            Caller caller,
            @RequestHeader(name = "Idempotency-Key") Optional<String> key,
            @PathVariable String code,
            @RequestBody JsonNode body) {
        MerchantId merchant = Callers.merchant(caller);
        var channel = channel(merchant, code);
        var fields = Fields.of(body);
        var items = fields.objects("listings", CatalogSetup.LISTINGS_MAX);
        var wishes = new ArrayList<Wish>();
        for (Fields item : items) {
            wishes.add(new Wish(wishes.size(), item.text("channelSku", NAME_MAX), item.text("sku", NAME_MAX)));
        }
        var known = skus(merchant, wishes);
        wishes.stream()
                .filter(wish -> !wish.sku().isEmpty() && !known.containsKey(wish.sku()))
                .forEach(wish -> items.get(wish.place()).wrong("sku", "unknown_sku", "there is no SKU with this code"));
        fields.finish();
        return writes.run(
                caller,
                key,
                "POST /v1/channels/%s/listings:batch %s".formatted(code, body),
                () -> Answer.of(200, new Saved(setup.saveListings(merchant, channel.id(), drafts(wishes, known)))));
    }

    /** Rows are saved by the thousand; a file loaded again changes nothing. */
    @Contract(
            id = "saveListingsFile",
            says = "As a file: each row by itself; the same file again changes nothing.",
            body = SetupShapes.ListingRow.class,
            refusals = Problem.NOT_FOUND)
    @PostMapping(
            path = "/v1/channels/{code}/listings:batch",
            consumes = {Csv.MEDIA_TYPE, Sheet.EXCEL})
    @Needs(Scope.SETUP_WRITE)
    ImportResult.Shown load(Caller caller, @PathVariable String code, @RequestBody byte[] file) {
        MerchantId merchant = Callers.merchant(caller);
        var channel = channel(merchant, code);
        var rows = Csv.rows(file, SetupShapes.ListingRow.class);
        var result = new ImportResult(rows.size());
        var names = new HashSet<String>();
        for (int from = 0; from < rows.size(); from += CatalogSetup.LISTINGS_MAX) {
            var piece = rows.subList(from, Math.min(rows.size(), from + CatalogSetup.LISTINGS_MAX));
            load(merchant, channel, piece, names, result);
        }
        return result.shown();
    }

    private void load(
            MerchantId merchant, SalesChannel channel, List<Csv.Row> rows, Set<String> names, ImportResult result) {
        var wishes = new ArrayList<Wish>();
        var read = rows.stream().map(Cells::new).toList();
        for (Cells cells : read) {
            var wish = new Wish(wishes.size(), cells.text("channelSku", NAME_MAX), cells.text("sku", NAME_MAX));
            if (!names.add(wish.channelSku())) {
                cells.findings().add("channelSku", "duplicate", "an earlier row has this name");
            }
            wishes.add(wish);
        }
        var known = skus(merchant, wishes);
        wishes.stream()
                .filter(wish -> !wish.sku().isEmpty() && !known.containsKey(wish.sku()))
                .forEach(wish ->
                        read.get(wish.place()).findings().add("sku", "unknown_sku", "there is no SKU with this code"));
        read.stream()
                .filter(cells -> !cells.findings().none())
                .forEach(cells -> result.wrong(cells.line(), cells.findings().all()));
        wishes.removeIf(wish -> !read.get(wish.place()).findings().none());
        if (!wishes.isEmpty()) {
            setup.saveListings(merchant, channel.id(), drafts(wishes, known));
        }
    }

    private SalesChannel channel(MerchantId merchant, String code) {
        return catalog.channel(merchant, Paging.text(code))
                .orElseThrow(() -> ProblemException.notFound("no channel " + code));
    }

    private Map<String, Sku> skus(MerchantId merchant, List<Wish> wishes) {
        return catalog.skusByCode(
                merchant,
                wishes.stream().map(Wish::sku).filter(code -> !code.isEmpty()).toList());
    }

    private static List<ListingDraft> drafts(List<Wish> wishes, Map<String, Sku> skus) {
        return wishes.stream()
                .flatMap(wish -> Optional.ofNullable(skus.get(wish.sku())).stream()
                        .map(sku -> new ListingDraft(wish.channelSku(), sku.id())))
                .toList();
    }
}
