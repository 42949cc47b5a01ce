package dev.tributary.sandbox.platform;

import dev.tributary.sandbox.wire.Call;
import dev.tributary.sandbox.wire.Json;
import dev.tributary.sandbox.wire.Reply;
import dev.tributary.sandbox.wire.Signatures;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/** Orders named by a list that is read from its last page, given one by one; it brings nothing. */
final class Xiaohongshu extends Platform {

    private static final int REFUNDED = 2;
    private static final int ONLY_REFUNDED = 4;
    private static final String APP = "xhs-proof";
    private static final int BY_CHANGE = 2;
    private static final Duration CHANGED_MAX = Duration.ofMinutes(30);
    private static final Duration PLACED_MAX = Duration.ofHours(24);
    private static final int PAGES_MAX = 100;
    private static final int PAGE_MAX = 100;

    Xiaohongshu(Ground ground) {
        super("xiaohongshu", ground, Orders.NAMED);
    }

    @Override
    Map<String, Object> account() {
        return Json.object(
                "apiUrl",
                address() + "/ark/open_api/v3/common_controller",
                "appId",
                APP,
                "appSecret",
                secret(),
                "accessToken",
                "proof-token",
                "callsPerSecond",
                50,
                "pullsPerSecond",
                50);
    }

    @Override
    String secret() {
        return "xiaohongshu-proof-secret";
    }

    @Override
    String channelSku(Article article) {
        return "64d1f0%06d".formatted(article.index());
    }

    @Override
    String number(long index) {
        return "P" + (720_000_000_000L + index);
    }

    /** Money that goes back is told by another list. */
    @Override
    boolean cancels(Sale sale) {
        return sale.state() == Sale.State.OPEN;
    }

    @Override
    Optional<Message> message(URI door, Sale sale, String delivery, String secret) {
        return Optional.empty();
    }

    @Override
    Reply answer(Call call) {
        JsonNode asked = Json.read(call.body());
        String text = "%s?appId=%s&timestamp=%s&version=%s%s"
                .formatted(
                        asked.path("method").asString(""),
                        APP,
                        asked.path("timestamp").asString(""),
                        asked.path("version").asString(""),
                        secret());
        if (!Signatures.same(asked.path("sign").asString(""), Signatures.md5Hex(text))) {
            return said(-9_001, Json.object());
        }
        return switch (asked.path("method").asString("")) {
            case "order.getOrderList" -> list(asked);
            case "order.getOrderDetail" ->
                book().give(asked.path("orderId").asString(""))
                        .map(sale -> said(0, order(sale)))
                        .orElseGet(() -> said(-9_501, Json.object()));
            case "afterSale.listAfterSaleInfos" -> said(0, afterSales(asked));
            case "afterSale.getAfterSaleInfo" ->
                pages().refund(asked.path("returnsId").asString("").replace("R", ""))
                        .flatMap(sale -> sale.refund().map(it -> afterSale(sale, it)))
                        .map(found -> said(0, Json.object("afterSaleInfo", found)))
                        .orElseGet(() -> said(-9_502, Json.object()));
            case "inventory.syncSkuStock" -> {
                stock().told(asked.path("skuId").asString(""), asked.path("qty").asLong(-1));
                yield said(0, Json.object());
            }
            default -> said(-9_002, Json.object());
        };
    }

    /** By the moment of placing for a day at most, by that of the last change for half an hour. */
    private Reply list(JsonNode asked) {
        var from = Instant.ofEpochSecond(asked.path("startTime").asLong(0));
        var to = Instant.ofEpochSecond(asked.path("endTime").asLong(0));
        int number = asked.path("pageNo").asInt(1) - 1;
        int size = asked.path("pageSize").asInt(50);
        boolean byChange = asked.path("timeType").asInt(0) == BY_CHANGE;
        if (Duration.between(from, to).compareTo(byChange ? CHANGED_MAX : PLACED_MAX) > 0
                || number >= PAGES_MAX
                || size > PAGE_MAX) {
            return said(-9_003, Json.object());
        }
        var page = byChange
                ? pages().changed(from, to, Pages.LAST_CHANGED_FIRST, number, size)
                : pages().placed(from, to, Pages.LAST_PLACED_FIRST, number, size);
        return said(
                0,
                Json.object(
                        "total",
                        page.total(),
                        "pageNo",
                        number + 1,
                        "pageSize",
                        size,
                        "maxPageNo",
                        page.pages(),
                        "orderList",
                        page.sales().stream()
                                .map(sale -> Json.object(
                                        "orderId",
                                        sale.number(),
                                        "orderStatus",
                                        status(sale),
                                        "createdTime",
                                        sale.placedAt().toEpochMilli(),
                                        "updateTime",
                                        sale.changedAt().toEpochMilli(),
                                        "totalPayAmount",
                                        sale.total()))
                                .toList()));
    }

    private Map<String, Object> afterSales(JsonNode asked) {
        var page = pages().refunded(
                        Instant.ofEpochMilli(asked.path("startTime").asLong(0)),
                        Instant.ofEpochMilli(asked.path("endTime").asLong(0)),
                        asked.path("pageNo").asInt(1) - 1,
                        asked.path("pageSize").asInt(50));
        return Json.object(
                "afterSaleBasicInfos",
                page.sales().stream()
                        .flatMap(sale -> sale.refund().map(it -> afterSale(sale, it)).stream())
                        .toList(),
                "totalCount",
                page.total());
    }

    private Map<String, Object> afterSale(Sale sale, Sale.Refund refund) {
        return Json.object(
                "returnsId",
                "R" + refund.id(),
                "orderId",
                sale.number(),
                "returnType",
                ONLY_REFUNDED,
                "refundStatus",
                REFUNDED,
                "status",
                4,
                "refundAmountYuan",
                decimal(refund.amount()),
                "updatedAt",
                refund.at().toEpochMilli(),
                "skus",
                List.of(Json.object(
                        "skuId",
                        channelSku(refund.piece().article()),
                        "appliedCount",
                        refund.piece().units())));
    }

    @Override
    Refunds refunds() {
        return Refunds.GOODS;
    }

    private static int status(Sale sale) {
        return switch (sale.state()) {
            case OPEN -> 1;
            case PAID -> 4;
            case CANCELLED -> 9;
        };
    }

    private Map<String, Object> order(Sale sale) {
        return Json.object(
                "orderId",
                sale.number(),
                "orderStatus",
                status(sale),
                "createdTime",
                sale.placedAt().toEpochMilli(),
                "updateTime",
                sale.changedAt().toEpochMilli(),
                "paidTime",
                sale.state() == Sale.State.PAID ? sale.changedAt().toEpochMilli() : null,
                "totalPayAmount",
                sale.total(),
                "totalShippingFree",
                sale.freight(),
                "openAddressId",
                "proof-address",
                "skuList",
                sale.pieces().stream().map(this::line).toList());
    }

    private Map<String, Object> line(Sale.Piece piece) {
        return Json.object(
                "skuId",
                channelSku(piece.article()),
                "skuName",
                piece.article().name(),
                "erpcode",
                piece.article().code(),
                "skuQuantity",
                piece.units(),
                "totalPaidAmount",
                piece.amount(),
                "totalMerchantDiscount",
                0,
                "totalRedDiscount",
                0);
    }

    private static Reply said(int code, Map<String, Object> data) {
        return Reply.json(200, Json.object("success", code == 0, "error_code", code, "error_msg", "", "data", data));
    }
}
