package dev.tributary.channels.inbox;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.channels.adapter.Adapter;
import dev.tributary.channels.adapter.AdapterFiles;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class MaskedBytesTest {

    private final Adapter adapter = new AdapterFiles().of("order-sheet");

    @Test
    void namesAreStarredOutOfAnOrderOfAFewRowsAndOneOfThousandsIsNotShown() {
        assertThat(MaskedBytes.of(adapter, "rows", order(2)).map(bytes -> new String(bytes, UTF_8)))
                .contains("{\"rows\":[{\"line\":0,\"number\":\"G-1\",\"name\":\"*******\",\"address\":\"**********\"},"
                        + "{\"line\":1,\"number\":\"G-1\",\"name\":\"*******\",\"address\":\"**********\"}]}");
        assertThat(MaskedBytes.of(adapter, "rows", order(10_000))).isEmpty();
    }

    private static byte[] order(int rows) {
        return IntStream.range(0, rows)
                .mapToObj(row -> "{\"line\":%d,\"number\":\"G-1\",\"name\":\"buyer-%d\",\"address\":\"at house %d\"}"
                        .formatted(row, row, row))
                .collect(Collectors.joining(",", "{\"rows\":[", "]}"))
                .getBytes(UTF_8);
    }
}
