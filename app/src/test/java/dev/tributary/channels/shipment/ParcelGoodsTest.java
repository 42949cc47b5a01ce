package dev.tributary.channels.shipment;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.channels.ShipmentNews.Goods;
import dev.tributary.kernel.ChannelId;
import dev.tributary.kernel.MerchantId;
import dev.tributary.kernel.Money;
import dev.tributary.kernel.OrderId;
import dev.tributary.kernel.SkuId;
import dev.tributary.orders.BundlePart;
import dev.tributary.orders.FulfilmentState;
import dev.tributary.orders.OrderDraft;
import dev.tributary.orders.OrderState;
import dev.tributary.orders.OrderView;
import dev.tributary.orders.PaymentState;
import dev.tributary.orders.ReservationState;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.json.JsonMapper;

/** Of an order of 4 milk, of 1 milk more, and of 2 spas: each of two soaps (line 3) and a towel (line 4). */
class ParcelGoodsTest {

    private static final Money NOTHING = Money.of(0, "CNY");

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            # in the parcel  | left by then, it included | what the platform hears
            1:2              | 1:2                       | milk 2
            1:2              | 1:4                       | milk 2
            1:4 2:1          | 1:4 2:1                   | milk 5
            3:4 4:2          | 3:4 4:2                   | spa 2
            3:2 4:1          | 3:4 4:2                   | spa 1
            3:4              | 3:4                       | ''
            4:1              | 3:4 4:1                   | spa 1
            4:1              | 3:4 4:2                   | spa 1
            3:1              | 3:1 4:2                   | ''
            3:3              | 3:3 4:2                   | spa 1
            1:1 3:2          | 1:1 3:2 4:2               | milk 1, spa 1
            """)
    void goodsAreToldInThePlatformsWords(String inParcel, String leftByThen, String heard) {
        var event = """
                {"parcel": {"lines": [%s]}, "lines": [%s]}""".formatted(lines(inParcel, "units"), lines(leftByThen, "unitsShipped"));

        assertThat(ParcelGoods.of(new JsonMapper().readTree(event), order()).stream()
                        .map(ParcelGoodsTest::text)
                        .collect(Collectors.joining(", ")))
                .isEqualTo(heard);
    }

    private static String text(Goods goods) {
        return goods.channelSku() + " " + goods.units();
    }

    private static String lines(String text, String member) {
        return List.of(text.split(" ")).stream()
                .map(line -> line.split(":"))
                .map(line -> "{\"line\": %s, \"%s\": %s}".formatted(line[0], member, line[1]))
                .collect(Collectors.joining(", "));
    }

    private static OrderView order() {
        var soap = Optional.of(new BundlePart(9, new SkuId(90), 2, "Spa"));
        var towel = Optional.of(new BundlePart(9, new SkuId(90), 1, "Spa"));
        return new OrderView(
                new MerchantId(7),
                new OrderId(1),
                new ChannelId(70),
                "7001",
                OrderDraft.Intent.FACT,
                OrderState.ACCEPTED,
                PaymentState.PAID,
                new OrderDraft.Delivery(OrderDraft.Delivery.Method.SHIP, Optional.empty()),
                Optional.empty(),
                List.of(
                        line(1, "milk", 4, Optional.empty()),
                        line(2, "milk", 1, Optional.empty()),
                        line(3, "spa", 4, soap),
                        line(4, "spa", 2, towel)),
                List.of(),
                NOTHING,
                NOTHING,
                NOTHING,
                NOTHING,
                NOTHING,
                NOTHING,
                NOTHING,
                false,
                Instant.EPOCH,
                Instant.EPOCH,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Map.of(),
                1);
    }

    private static OrderView.Line line(int number, String channelSku, long units, Optional<BundlePart> bundle) {
        return new OrderView.Line(
                number,
                Optional.of(new SkuId(number)),
                channelSku,
                channelSku,
                units,
                0,
                0,
                NOTHING,
                NOTHING,
                NOTHING,
                Optional.empty(),
                ReservationState.CONFIRMED,
                FulfilmentState.PENDING,
                Optional.empty(),
                Optional.empty(),
                bundle);
    }
}
