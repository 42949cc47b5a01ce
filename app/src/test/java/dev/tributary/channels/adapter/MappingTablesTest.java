package dev.tributary.channels.adapter;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.io.StringReader;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What mappings look up in the file's own tables and among the provinces of China. */
class MappingTablesTest {

    private static final String FILE = """
            adapter: x
            intent: fact
            rests-on: {}
            tables:
              places: {A1: "440000"}
            messages:
              region: region(.country, .name)
              table: table("places", .name)
              none: table("nowhere", .name)
            """;

    @ParameterizedTest
    @CsvSource({
        "CN, 广东省, 440000",
        "CN, 广东, 440000",
        "CN, ' 北京市 ', 110000",
        "CN, 内蒙古自治区, 150000",
        "CN, 香港特别行政区, 810000",
        "CN, GD, 440000",
        "CN, cn-sn, 610000",
        "CN, 330000, 330000",
        "CN, Guangdong, 440000",
        "CN, Guangdong Sheng, 440000",
        "CN, SHANXI, 140000",
        "CN, Shaanxi Province, 610000",
        "CN, Inner Mongolia, 150000",
        "CN, Nei Mongol Zizhiqu, 150000",
        "CN, Guangxi Zhuang Autonomous Region, 450000",
        "CN, Hong Kong SAR, 810000",
        "CN, Tibet, 540000",
        "CN, Macau, 820000",
        "CN, Hu, null",
        "CN, Atlantis, null",
        "CN, '', null",
        "US, CA, CA",
    })
    void aProvinceHasOneCodeWhateverItIsCalled(String country, String name, String code) {
        assertThat(said("region", Map.of("country", country, "name", name))).isEqualTo(code);
    }

    @Test
    void whatIsNotSaidIsNoRegion() {
        assertThat(said("region", Map.of("country", "CN"))).isEqualTo("null");
        assertThat(said("region", Map.of("name", "广东省"))).isEqualTo("null");
    }

    @Test
    void theFilesOwnTablesAnswerOrSayNothing() {
        assertThat(said("table", Map.of("name", "A1"))).isEqualTo("440000");
        assertThat(said("table", Map.of("name", "A2"))).isEqualTo("null");
        assertThatThrownBy(() -> said("none", Map.of("name", "A1")))
                .isInstanceOf(MappingFailure.class)
                .hasMessageContaining("no table 'nowhere'");
    }

    private static String said(String kind, Map<String, String> members) {
        var message = JsonNodeFactory.instance.objectNode();
        members.forEach(message::put);
        var mapping =
                AdapterReader.read("x.yaml", new StringReader(FILE)).messages().get(kind);
        return requireNonNull(mapping).apply(message).asText();
    }
}
