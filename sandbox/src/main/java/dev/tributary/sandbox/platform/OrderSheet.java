package dev.tributary.sandbox.platform;

import dev.tributary.sandbox.wire.Call;
import dev.tributary.sandbox.wire.Json;
import dev.tributary.sandbox.wire.Reply;
import java.net.URI;
import java.nio.charset.Charset;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * The leader of a group who keeps orders in a table and sends some of it again with every change, by the hub's own
 * template: in whatever encoding the spreadsheet writes, now and then with a row that is none.
 */
final class OrderSheet extends Platform {

    private static final List<String> COLUMNS =
            List.of("订单号", "下单时间", "商品编码", "商品名称", "数量", "单价", "运费", "收货人", "手机", "自提点", "已付款", "状态", "备注");
    private static final List<Charset> ENCODINGS =
            List.of(Charset.forName("UTF-8"), Charset.forName("GB18030"), Charset.forName("x-UTF-16LE-BOM"));
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyy/M/d H:mm").withZone(ZoneId.of("Asia/Shanghai"));
    private static final int NEIGHBOURS_MAX = 5;
    /** So many files have one with a row that cannot be read. */
    private static final int WRONG_ROW_EVERY = 6;

    OrderSheet(Ground ground) {
        super("order-sheet", ground, Orders.BROUGHT);
    }

    @Override
    Map<String, Object> account() {
        return Json.object("dropKey", secret());
    }

    @Override
    String secret() {
        return "order-sheet-proof-secret";
    }

    @Override
    String channelSku(Article article) {
        return "货号-%03d".formatted(article.index());
    }

    @Override
    String number(long index) {
        return "TG-%06d".formatted(index);
    }

    @Override
    boolean lowersFigure() {
        return false;
    }

    @Override
    boolean hearsStock() {
        return false;
    }

    /** Whoever has the key may send what he likes. */
    @Override
    boolean signsWords() {
        return false;
    }

    /** The order and some beside it, as they are in the table now. */
    @Override
    Optional<Message> message(URI door, Sale sale, String delivery, String secret) {
        List<Sale> shown = book().list(Sale::shown, Pages.BY_PLACING);
        int at = IntStream.range(0, shown.size())
                .filter(i -> shown.get(i).number().equals(sale.number()))
                .findFirst()
                .orElse(-1);
        Stream<Sale> sales =
                at < 0 ? Stream.of(sale) : shown.subList(Math.max(0, at - NEIGHBOURS_MAX), at + 1).stream();
        int dice = Math.floorMod(delivery.hashCode(), WRONG_ROW_EVERY);
        String wrong = dice == 0
                ? "XX-%s,昨天,%s,坏行,两件,很贵,,,,,是,,\r\n"
                        .formatted(delivery, channelSku(sale.pieces().getFirst().article()))
                : "";
        String file = String.join(",", COLUMNS) + "\r\n" + wrong
                + sales.map(this::rows).collect(Collectors.joining());
        return Optional.of(new Message(
                door,
                Map.of("Content-Type", "text/csv", "X-Drop-Key", secret, "X-File-Name", "orders-" + delivery + ".csv"),
                file.getBytes(ENCODINGS.get(dice % ENCODINGS.size()))));
    }

    private String rows(Sale sale) {
        return IntStream.range(0, sale.pieces().size())
                .mapToObj(i -> row(sale, sale.pieces().get(i), i == 0))
                .collect(Collectors.joining());
    }

    /** @param first what an order says once stands in its first row */
    private String row(Sale sale, Sale.Piece piece, boolean first) {
        return Stream.of(
                                sale.number(),
                                first ? time(sale.placedAt()) : "",
                                channelSku(piece.article()),
                                piece.article().name(),
                                Integer.toString(piece.units()),
                                "\"¥" + decimal(piece.article().price()) + "\"",
                                first && sale.freight() > 0 ? decimal(sale.freight()) : "",
                                first ? "李雷" : "",
                                first ? "13500002210" : "",
                                first && sale.pieces().size() % 2 == 0 ? "\"东门, 便利店\"" : "",
                                sale.state() == Sale.State.OPEN ? "否" : "是",
                                sale.over() ? "已取消" : "",
                                "无")
                        .collect(Collectors.joining(","))
                + "\r\n";
    }

    private static String time(Instant moment) {
        return TIME.format(moment);
    }

    /** Nobody calls it. */
    @Override
    Reply answer(Call call) {
        return Reply.empty(404);
    }
}
