package dev.tributary.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class RequestTemplateTest {

    private static String filled(String template, long... numbers) {
        return new String(RequestTemplate.of(template).with(numbers), StandardCharsets.UTF_8);
    }

    @Test
    void fillsEachPlaceWithTheDigitsOfItsNumber() {
        assertThat(filled("{\"name\":\"李雷\",\"sku\":\"SKU-#####\",\"number\":\"H-###\"}", 42, 999))
                .isEqualTo("{\"name\":\"李雷\",\"sku\":\"SKU-00042\",\"number\":\"H-999\"}");
        assertThat(filled("##,#", 7, 0)).isEqualTo("07,0");
        assertThat(filled("nothing is open")).isEqualTo("nothing is open");
    }

    @Test
    void leavesItselfAsItWas() {
        var template = RequestTemplate.of("###");
        template.with(123);
        assertThat(template.with(4)).asString(StandardCharsets.UTF_8).isEqualTo("004");
    }

    @Test
    void refusesWhatDoesNotFit() {
        assertThatThrownBy(() -> filled("##", 100)).hasMessage("100 has more than 2 digits");
        assertThatThrownBy(() -> filled("## #", 1)).hasMessage("1 numbers for 2 places");
    }
}
