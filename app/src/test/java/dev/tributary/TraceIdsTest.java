package dev.tributary;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TraceIdsTest {

    @Test
    void continuesTheCallersTrace() {
        assertThat(TraceIds.traceOf("00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01"))
                .isEqualTo("4bf92f3577b34da6a3ce929d0e0e4736");
    }

    @Test
    void namesARequestItselfWhenTheCallerDoesNotOrWritesNonsense() {
        assertThat(TraceIds.traceOf(null)).matches("[0-9a-f]{32}");
        assertThat(TraceIds.traceOf("x\nforged log line")).matches("[0-9a-f]{32}");
    }
}
