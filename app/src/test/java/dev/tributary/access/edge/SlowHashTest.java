package dev.tributary.access.edge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.env.YamlPropertySourceLoader;
import org.springframework.core.io.ClassPathResource;

class SlowHashTest {

    /** Other tests lower it. */
    @Test
    void aHubThatIsToldNothingHashesWithStrengthTen() throws IOException {
        var asShipped = new YamlPropertySourceLoader()
                .load("as shipped", new ClassPathResource("application.yaml"))
                .getFirst();
        var hash = new SlowHash((int) Objects.requireNonNull(asShipped.getProperty("tributary.access.hash-strength")));

        assertThat(hash.of("a secret")).startsWith("$2a$10$");
    }

    @Test
    void aHashOfAnotherStrengthIsStillKnown() {
        String before = new SlowHash(4).of("a secret");

        assertThat(new SlowHash(5).matches("a secret", before)).isTrue();
        assertThat(new SlowHash(5).matches("another", before)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(ints = {3, 17})
    void aStrengthThatIsNoneKeepsTheHubFromStarting(int strength) {
        assertThatThrownBy(() -> new SlowHash(strength)).hasMessageContaining("must be 4 to 16, not " + strength);
    }
}
