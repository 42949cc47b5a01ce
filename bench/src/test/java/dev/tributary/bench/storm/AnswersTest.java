package dev.tributary.bench.storm;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.bench.history.Line;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

class AnswersTest {

    private static final Wish QUOTA = Wish.of("u1", Line.of("quota"), "/v1/quotas/u1", Map.of());

    @Test
    void aKeyThatIsBeingWorkedOnSaysNothingOfTheState() {
        assertThat(refused("in-progress")).hasToString("busy");
        assertThat(refused("conflict")).hasToString("conflict");
    }

    private static @Nullable Line refused(String problem) {
        var body = JsonMapper.shared().readTree("{\"type\": \"https://tributary.dev/problems/%s\"}".formatted(problem));
        return Answers.of(QUOTA, 409, false, body);
    }
}
