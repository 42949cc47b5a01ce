package dev.tributary.channels.buffer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.kernel.MerchantId;
import dev.tributary.kernel.NodeId;
import dev.tributary.kernel.SkuId;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BufferTest {

    private static final MerchantId MERCHANT = new MerchantId(1);
    private static final SkuId SKU = new SkuId(2);
    private static final NodeId NODE = new NodeId(3);

    @ParameterizedTest(name = "{0} ms at {1}/s with {2} left: {3}")
    @CsvSource(
            delimiter = '|',
            value = {
                "800   | 3.1   | 29  | 3 = 0.80 s x 3.1/s, rounded up",
                "800   | 3.1   | 30  | 0 = 0.80 s x 3.1/s, none while 30 or more are left",
                "1000  | 2.0   | 0   | 2 = 1.00 s x 2.0/s, rounded up",
                "1000  | 2.0   | -4  | 2 = 1.00 s x 2.0/s, rounded up",
                "1010  | 2.0   | 1   | 3 = 1.01 s x 2.0/s, rounded up",
                "100   | 1.0   | 9   | 1 = 0.10 s x 1.0/s, rounded up",
                "100   | 1.0   | 10  | 0 = 0.10 s x 1.0/s, none while 10 or more are left",
                "90    | 1.0   | 1   | 0 = 0.09 s x 1.0/s, less than a tenth of a unit",
                "800   | 0     | 1   | 0 = 0.80 s x 0.0/s, less than a tenth of a unit",
                "0     | 500   | 1   | 0 = 0.00 s x 500.0/s, less than a tenth of a unit",
                "1000  | 100   | 999 | 100 = 1.00 s x 100.0/s, rounded up",
                "1000  | 100.1 | 999 | 100 = 1.00 s x 100.1/s, at most 100",
                "1000  | 100.1 | 1009| 100 = 1.00 s x 100.1/s, at most 100",
                "1000  | 100.1 | 1010| 0 = 1.00 s x 100.1/s, none while 1010 or more are left",
                "10000 | 500   | 2000| 100 = 10.00 s x 500.0/s, at most 100",
                "999999| 0.1   | 59  | 6 = 60.00 s x 0.1/s, rounded up",
            })
    void theFormulaSaysWhatItComesTo(long delayMillis, double perSecond, long available, String formula) {
        var buffer = Buffer.computed(Duration.ofMillis(delayMillis), perSecond, available);

        assertThat(buffer.formula()).isEqualTo(formula);
        assertThat(buffer.units()).isEqualTo(Long.parseLong(formula.substring(0, formula.indexOf(' '))));
    }

    @Test
    void whatPeopleSetStandsInItsPlaceHoweverManyAreLeft() {
        var buffer = Buffer.computed(Duration.ofMillis(800), 3.1, 1_000);

        assertThat(buffer.fixedAt(7).units()).isEqualTo(7);
        assertThat(buffer.fixedAt(0).units()).isZero();
        assertThat(buffer.fixedAt(7).formula())
                .isEqualTo("7 by hand; else 0 = 0.80 s x 3.1/s, none while 30 or more are left");
    }

    @Test
    void speedFollowsSalesAndFadesWhenTheyStop() {
        var speed = new SalesSpeed();
        for (int second = 0; second <= 100; second++) {
            speed.sold(MERCHANT, SKU, NODE, 3, seconds(second));
        }

        assertThat(speed.perSecond(MERCHANT, SKU, NODE, seconds(100))).isCloseTo(3.1, Offset.offset(0.1));
        assertThat(speed.perSecond(MERCHANT, SKU, NODE, seconds(110))).isCloseTo(1.2, Offset.offset(0.1));
        speed.forgetWhatStandsStill(seconds(110));
        assertThat(speed.size()).isEqualTo(1);
        speed.forgetWhatStandsStill(seconds(160));
        assertThat(speed.size()).isZero();
        assertThat(speed.perSecond(MERCHANT, SKU, NODE, seconds(160))).isZero();
    }

    @Test
    void onlySoManyRowsHaveASpeed() {
        var speed = new SalesSpeed();
        for (int sku = 1; sku <= SalesSpeed.ROWS_MAX + 10; sku++) {
            speed.sold(MERCHANT, new SkuId(sku), NODE, 1, 0);
        }

        assertThat(speed.size()).isEqualTo(SalesSpeed.ROWS_MAX);
    }

    private static long seconds(long seconds) {
        return TimeUnit.SECONDS.toNanos(seconds);
    }
}
