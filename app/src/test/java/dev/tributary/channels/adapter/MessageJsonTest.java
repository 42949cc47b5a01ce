package dev.tributary.channels.adapter;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MessageJsonTest {

    /** What is signed is the text of a member, and what is sent must be what was signed. */
    @ParameterizedTest
    @ValueSource(strings = {"12.50", "0.0", "-3.00", "100", "12.5", "0.10", "90071992547409930.10"})
    void aNumberIsReadSignedAndWrittenAsItStands(String number) throws IOException {
        var read = MessageJson.read("{\"amount\":%s}".formatted(number).getBytes(UTF_8));
        assertThat(MessageJson.parameters(read)).containsEntry("amount", number);
        assertThat(MessageJson.write(read)).isEqualTo("{\"amount\":%s}".formatted(number));
    }
}
