package dev.tributary.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class GtinTest {

    @Test
    void theWorkedExampleOfTheStandardHasItsCheckDigit() {
        assertThat(Gtin.checkDigit("629104150021")).isEqualTo('3');
        assertThat(Gtin.padded("6291041500213")).isEqualTo("06291041500213");
    }

    @ParameterizedTest
    @ValueSource(strings = {"6291041500213", "06291041500213", "036000291452", "96385074"})
    void goodNumbersOfEveryLengthAreTaken(String gtin) {
        assertThat(Gtin.fault(gtin)).isEqualTo(Optional.empty());
    }

    @ParameterizedTest
    @CsvSource({
        "6291041500214, WRONG_CHECK_DIGIT",
        "6921041500213, WRONG_CHECK_DIGIT",
        "629104150021, WRONG_CHECK_DIGIT",
        "62910415002, NOT_A_GTIN",
        "629104150021X, NOT_A_GTIN",
        "６２９１０４１５００２１３, NOT_A_GTIN",
        "'', NOT_A_GTIN",
        "2100001000004, IN_STORE_CODE",
        "2912345012345, WRONG_CHECK_DIGIT",
        "20123451, IN_STORE_CODE",
    })
    void badNumbersAreNamedByTheirFirstFault(String gtin, Gtin.Fault fault) {
        assertThat(Gtin.fault(gtin)).contains(fault);
    }

    @Test
    void noInStorePrefixIsEverGlobal() {
        for (int prefix = 200; prefix < 300; prefix++) {
            String body = prefix + "012345678";
            assertThat(Gtin.fault(body.concat(Character.toString(Gtin.checkDigit(body)))))
                    .contains(Gtin.Fault.IN_STORE_CODE);
        }
    }
}
