package dev.tributary.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class PairsTest {

    @Test
    void saysTheMedianRatioAndWhereTheTrueOneLies() {
        var pairs = new Pairs();
        for (int i = 1; i <= 12; i++) {
            pairs.add(100, i * 10);
        }
        assertThat(pairs.in(Row.of("x")).json())
                .isEqualTo("{\"name\": \"x\", \"ordersPerSecond\": 65, \"comparedOrdersPerSecond\": 100, "
                        + "\"ratio\": 0.650, \"ratioFrom\": 0.300, \"ratioTo\": 1, \"pairs\": 12}");
    }

    @Test
    void beginsEachPairWithTheOtherSide() throws Exception {
        List<String> order = new ArrayList<>();
        Pairs.measure(3, () -> told(order, "before"), () -> told(order, "after"));
        assertThat(order).containsExactly("before", "after", "after", "before", "before", "after");
    }

    private static double told(List<String> order, String side) {
        order.add(side);
        return 1;
    }
}
