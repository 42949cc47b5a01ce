package dev.tributary.channels.adapter;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;

class DivisionsTest {

    /** None of the names may be the beginning of another's. */
    @ParameterizedTest(name = "{1}")
    @CsvFileSource(resources = "/regions/CN.csv", encoding = "UTF-8")
    void eachProvinceIsFoundByEachOfItsNames(String code, String chinese, String letters, String latin) {
        assertThat(Divisions.code("CN", chinese)).contains(code);
        assertThat(Divisions.code("CN", "cn-" + letters)).contains(code);
        for (var name : latin.split("/")) {
            assertThat(Divisions.code("CN", name)).as(name).contains(code);
        }
    }
}
