package dev.tributary.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.catalog.Sku.BaseUnit;
import dev.tributary.kernel.MerchantId;
import dev.tributary.kernel.Money;
import dev.tributary.kernel.SkuId;
import java.math.BigDecimal;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConversionTest {

    private static final SaleUnits SOLD_IN =
            (merchant, sku) -> sku.value() == 1 ? Map.of("BOX", 12L, "PALLET", 1_000_000L) : Map.of("KG", 1_000L);

    @ParameterizedTest(name = "{1} {2} of {0}: {3}")
    @CsvSource(delimiter = '|', textBlock = """
            PIECE | 2          | BOX    | 24
            PIECE | 2.0        | BOX    | 24
            PIECE | 0.5        | BOX    | 6
            PIECE | 0.25       | BOX    | 3
            PIECE | 0.1        | BOX    | NOT_WHOLE
            PIECE | 0.000001   | BOX    | NOT_WHOLE
            PIECE | 3          | PIECE  | 3
            PIECE | 1.5        | PIECE  | NOT_WHOLE
            PIECE | 1          | box    | UNKNOWN_UNIT
            PIECE | 1          | GRAM   | UNKNOWN_UNIT
            PIECE | 1          | KG     | UNKNOWN_UNIT
            PIECE | 1000       | PALLET | 1000000000
            PIECE | 1000.000001 | PALLET | OUT_OF_RANGE
            PIECE | 1000000000 | PALLET | OUT_OF_RANGE
            PIECE | 0          | BOX    | OUT_OF_RANGE
            PIECE | -1         | BOX    | OUT_OF_RANGE
            GRAM  | 1.234      | KG     | 1234
            GRAM  | 1.2345     | KG     | NOT_WHOLE
            GRAM  | 0.0005     | KG     | NOT_WHOLE
            GRAM  | 250        | GRAM   | 250
            """)
    void aQuantityIsConvertedExactlyOrNotAtAll(BaseUnit base, BigDecimal quantity, String unit, String expected) {
        var sku = new Sku(
                new MerchantId(1),
                new SkuId(base == BaseUnit.PIECE ? 1 : 2),
                "P",
                "S",
                "S",
                Optional.empty(),
                base,
                Money.of(1, "CNY"));

        var outcome = SOLD_IN.convert(sku, unit, quantity, 1_000_000_000L);

        assertThat(outcome instanceof Conversion.Whole whole ? Long.toString(whole.units()) : outcome.toString())
                .isEqualTo(expected);
    }
}
