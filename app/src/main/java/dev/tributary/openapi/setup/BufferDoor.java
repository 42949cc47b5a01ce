package dev.tributary.openapi.setup;

import dev.tributary.access.Caller;
import dev.tributary.access.Needs;
import dev.tributary.access.Scope;
import dev.tributary.catalog.Catalog;
import dev.tributary.catalog.Sku;
import dev.tributary.channels.StockBuffers;
import dev.tributary.kernel.ChannelId;
import dev.tributary.kernel.Contract;
import dev.tributary.kernel.Member;
import dev.tributary.kernel.MerchantId;
import dev.tributary.kernel.Page;
import dev.tributary.kernel.Problem;
import dev.tributary.kernel.ProblemException;
import dev.tributary.kernel.Shape;
import dev.tributary.openapi.Callers;
import dev.tributary.openapi.body.Fields;
import dev.tributary.openapi.body.Paging;
import dev.tributary.openapi.idempotency.KeyedWrites;
import dev.tributary.openapi.idempotency.KeyedWrites.Answer;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.JsonNode;

/** What a channel is told less than there is. */
@RestController
class BufferDoor {

    @Shape("StockBuffer")
    record Shown(
            String sku,

            @Member(says = "The platform's store, where each has its own figure.")
            Optional<String> store,

            long units,

            @Member(says = "How it is worked out, such as `3 = 0.80 s x 3.1/s, rounded up`.")
            String formula,

            @Member(says = "Where people have set it.") Optional<Setting> setting) {}

    @Shape("BufferSetting")
    record Setting(long units, String owner, String reason, Instant setAt, String version) {}

    private final StockBuffers buffers;
    private final Catalog catalog;
    private final KeyedWrites writes;

    BufferDoor(StockBuffers buffers, Catalog catalog, KeyedWrites writes) {
        this.buffers = buffers;
        this.catalog = catalog;
        this.writes = writes;
    }

    @Contract(
            id = "listBuffers",
            says =
                    "Of which SKUs the channel is told less than there is, and what people have set; computed ones by the"
                            + " node that tells the channel.",
            refusals = Problem.NOT_FOUND)
    @GetMapping("/v1/channels/{code}/buffers")
    @Needs(Scope.STOCK_READ)
    Page<Shown> list(
            Caller caller,
            @PathVariable String code,
            @RequestParam Optional<Integer> limit,
            @RequestParam Optional<String> cursor) {
        MerchantId merchant = Callers.merchant(caller);
        var page = Paging.of(limit, cursor)
                .cut(
                        buffers.of(merchant, channel(merchant, code)),
                        buffer -> "%019d/%s".formatted(buffer.sku().value(), buffer.store()));
        return Paging.shown(page, buffer -> shown(merchant, buffer));
    }

    @Contract(
            id = "setBuffer",
            says =
                    "Holds back so many units of the SKU from what the channel is told, in place of the computed buffer; 0"
                            + " holds back none. Promises do not change.",
            body = SetupShapes.NewBuffer.class,
            key = Contract.Key.OPTIONAL,
            answer = Setting.class,
            refusals = Problem.NOT_FOUND)
    @PutMapping("/v1/channels/{code}/buffers/{sku}")
    @Needs(Scope.STOCK_WRITE)
    ResponseEntity<Object> set(
            Caller caller,
            @RequestHeader(name = "Idempotency-Key") Optional<String> key,
            @PathVariable String code,
            @PathVariable String sku,
            @RequestBody JsonNode body) {
        MerchantId merchant = Callers.merchant(caller);
        var channel = channel(merchant, code);
        var of = sku(merchant, sku);
        var fields = Fields.of(body);
        long units = fields.whole("units", 0, StockBuffers.UNITS_MAX);
        String owner = fields.optionalText("owner", StockBuffers.OWNER_MAX)
                .filter(text -> !text.isBlank())
                .orElse(caller.clientId());
        String reason = fields.text("reason", StockBuffers.REASON_MAX);
        fields.finish();
        return writes.run(
                caller,
                key,
                "PUT /v1/channels/%s/buffers/%s %s".formatted(code, sku, body),
                () -> Answer.of(200, shown(buffers.set(merchant, channel, of.id(), units, owner, reason))));
    }

    @Contract(
            id = "clearBuffer",
            says = "The computed buffer counts again.",
            status = 204,
            refusals = Problem.NOT_FOUND)
    @DeleteMapping("/v1/channels/{code}/buffers/{sku}")
    @Needs(Scope.STOCK_WRITE)
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void clear(Caller caller, @PathVariable String code, @PathVariable String sku) {
        MerchantId merchant = Callers.merchant(caller);
        if (!buffers.clear(merchant, channel(merchant, code), sku(merchant, sku).id())) {
            throw ProblemException.notFound("no buffer is set for " + sku);
        }
    }

    private ChannelId channel(MerchantId merchant, String code) {
        return catalog.channel(merchant, Paging.text(code))
                .orElseThrow(() -> ProblemException.notFound("no channel " + code))
                .id();
    }

    private Sku sku(MerchantId merchant, String code) {
        return Optional.ofNullable(
                        catalog.skusByCode(merchant, List.of(Paging.text(code))).get(code))
                .orElseThrow(() -> ProblemException.notFound("no SKU " + code));
    }

    private Shown shown(MerchantId merchant, StockBuffers.Shown buffer) {
        return new Shown(
                catalog.sku(merchant, buffer.sku()).map(Sku::code).orElse(""),
                Optional.of(buffer.store()).filter(store -> !store.isEmpty()),
                buffer.units(),
                buffer.formula(),
                buffer.setting().map(BufferDoor::shown));
    }

    private static Setting shown(StockBuffers.Setting setting) {
        return new Setting(
                setting.units(), setting.owner(), setting.reason(), setting.setAt(), Long.toString(setting.version()));
    }
}
