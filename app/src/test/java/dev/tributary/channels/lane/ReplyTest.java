package dev.tributary.channels.lane;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.channels.adapter.MessageJson;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReplyTest {

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            delimiter = '|',
            value = {
                "120                           | -                             | PT2M",
                "0                             | -                             | PT0S",
                "Sun, 22 Nov 2026 10:01:30 GMT | Sun, 22 Nov 2026 10:00:00 GMT | PT1M30S",
                "Sun, 22 Nov 2026 09:00:00 GMT | Sun, 22 Nov 2026 10:00:00 GMT | -",
                "soon                          | -                             | -",
                "-5                            | -                             | -",
                "99999999999999999999          | -                             | -",
                "-                             | -                             | -",
            })
    void retryAfterIsReadAsSecondsOrAsAMoment(String said, String date, Duration expected) {
        var headers = new HashMap<String, String>();
        if (said != null) {
            headers.put("retry-after", said);
        }
        if (date != null) {
            headers.put("date", date);
        }
        var reply = new Reply(429, headers, MessageJson.tree(Map.of()));
        if (expected == null) {
            assertThat(reply.retryAfter()).isEmpty();
        } else {
            assertThat(reply.retryAfter()).contains(expected);
        }
    }
}
