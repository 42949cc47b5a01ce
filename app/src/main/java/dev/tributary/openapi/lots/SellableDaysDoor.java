package dev.tributary.openapi.lots;

import dev.tributary.access.Caller;
import dev.tributary.access.Needs;
import dev.tributary.access.Scope;
import dev.tributary.catalog.Catalog;
import dev.tributary.inventory.SellableDays;
import dev.tributary.kernel.Contract;
import dev.tributary.kernel.Member;
import dev.tributary.kernel.MerchantId;
import dev.tributary.kernel.Page;
import dev.tributary.kernel.Shape;
import dev.tributary.kernel.SkuId;
import dev.tributary.openapi.Callers;
import dev.tributary.openapi.body.Fields;
import dev.tributary.openapi.body.Paging;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.JsonNode;

/** How near to its end a lot may be sold. */
@RestController
class SellableDaysDoor {

    private static final int CODE_MAX = 64;

    @Shape("SellableDaysRule")
    record Rule(
            @Member(says = "Absent: of all goods that have no rule of their own.")
            Optional<String> sku,

            int days,
            @Member(says = "Who set it.") String actor,
            Instant changedAt) {}

    /** For the API document: nobody makes one. */
    @Shape("SellableDays")
    record Told(
            @Member(
                    charactersMin = 1,
                    charactersMax = CODE_MAX,
                    says = "Without it the rule is of all goods that have none of their own.")
            Optional<String> sku,

            @Member(
                    min = 0,
                    max = SellableDays.DAYS_MAX,
                    says = "So many days a lot must still be good to be sold. Without it the rule is taken away.")
            Optional<Integer> days) {}

    private final SellableDays sellableDays;
    private final Catalog catalog;

    SellableDaysDoor(SellableDays sellableDays, Catalog catalog) {
        this.sellableDays = sellableDays;
        this.catalog = catalog;
    }

    @Contract(
            id = "listSellableDays",
            says =
                    "How many days a lot must still be good to be sold; without any rule it is sold through its last day.")
    @GetMapping("/v1/stock/sellable-days")
    @Needs(Scope.STOCK_READ)
    Page<Rule> rules(Caller caller, @RequestParam Optional<Integer> limit, @RequestParam Optional<String> cursor) {
        MerchantId merchant = Callers.merchant(caller);
        var paging = Paging.of(limit, cursor);
        var page = sellableDays.rules(merchant, paging.after(), paging.limit());
        var skus = catalog.skus(
                merchant,
                page.items().stream().flatMap(rule -> rule.sku().stream()).toList());
        return Paging.shown(
                page,
                rule -> new Rule(
                        rule.sku().map(id -> {
                            var sku = skus.get(id);
                            return sku == null ? id.toString() : sku.code();
                        }),
                        rule.days(),
                        rule.actor(),
                        rule.changedAt()));
    }

    @Contract(
            id = "setSellableDays",
            says =
                    "Sets a rule or takes it away. Lots that are too near their end by it are held as expired within a minute;"
                            + " those that were before, and may be sold by it, are released by `/v1/stock/held:batch`.",
            body = Told.class)
    @PutMapping("/v1/stock/sellable-days")
    @Needs(Scope.STOCK_WRITE)
    Told set(Caller caller, @RequestBody JsonNode body) {
        MerchantId merchant = Callers.merchant(caller);
        var fields = Fields.of(body);
        var code = fields.has("sku") ? Optional.of(fields.text("sku", CODE_MAX)) : Optional.<String>empty();
        var days = fields.optionalWhole("days", 0, SellableDays.DAYS_MAX);
        var sku = code.filter(text -> !text.isEmpty()).flatMap(text -> sku(merchant, text, fields));
        fields.finish();
        sellableDays.set(
                merchant,
                sku,
                days.map(count -> OptionalInt.of(count.intValue())).orElse(OptionalInt.empty()),
                caller.clientId());
        return new Told(code, days.map(Long::intValue));
    }

    private Optional<SkuId> sku(MerchantId merchant, String code, Fields fields) {
        var sku = catalog.skusByCode(merchant, List.of(code)).get(code);
        if (sku == null) {
            fields.wrong("sku", "unknown_sku", "there is no SKU with this code");
        }
        return Optional.ofNullable(sku).map(known -> known.id());
    }
}
