package dev.tributary.channels.socket;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.channels.account.OpenAccount;
import dev.tributary.channels.adapter.AdapterReader;
import dev.tributary.channels.inbox.NewMessage;
import dev.tributary.kernel.ChannelId;
import dev.tributary.kernel.MerchantId;
import java.io.StringReader;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is made of frames, also of those that an adapter file does not know. */
class FramesTest {

    private static final Instant NOW = Instant.parse("2026-11-22T02:00:00Z");
    private static final String FILE = """
            adapter: x
            intent: fact
            rests-on: {}
            account:
              base: {kind: url, required: true}
            socket:
              url: "{base}/push"
              heartbeat: {every-seconds: 8}
              frame: |
                def deep(number)
                  deep($number + 1) + 1
                if (.frame.does == "park") park("odd", "of " + .frame.about)
                else if (.frame.does == "recurse") {"kind": deep(0)}
                else if (.frame.id) {"kind": "order", "key": .frame.id, "answer": {"ack": .frame.id}}
                else {}
            messages:
              order: .
            """;

    private final Frames frames = new Frames(new OpenAccount(
            new MerchantId(1),
            new ChannelId(1),
            AdapterReader.read("x.yaml", new StringReader(FILE)),
            Map.of("base", "http://127.0.0.1"),
            Map.of()));

    @Test
    void aFrameIsAMessageThatIsAnsweredOrTalkOfTheConnection() {
        var order = frames.kept("{\"id\": \"o-1\"}", NOW);
        assertThat(order.message()).map(NewMessage::kind).contains("order");
        assertThat(order.answer()).contains("{\"ack\":\"o-1\"}");
        assertThat(frames.kept("{}", NOW).message()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            pong                               | a frame that is no JSON
            {"id": 1, "id": 2}                 | a frame that is no JSON
            {"does": "recurse"}                | a function of the mapping calls itself without end
            {"does": "park", "about": "\\u0000"} | of \uFFFD
            """)
    void whatTheFileDoesNotKnowIsAMessageForPeople(String frame, String why) {
        var told = frames.kept(frame, NOW);

        var message = told.message().orElseThrow();
        assertThat(message.kind()).isEqualTo("frame");
        assertThat(message.verdict()).isEqualTo("over a socket of ours, not understood: " + why);
        assertThat(new String(message.body(), UTF_8)).isEqualTo(frame);
        assertThat(told.answer()).isEmpty();
        assertThat(frames.kept(frame, NOW.plusSeconds(9))
                        .message()
                        .orElseThrow()
                        .naturalKey())
                .isEqualTo(message.naturalKey());
    }
}
