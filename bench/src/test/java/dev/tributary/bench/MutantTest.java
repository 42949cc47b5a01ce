package dev.tributary.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A mutant changes a line of the hub's own source: whoever changes that line must see it. */
class MutantTest {

    @ParameterizedTest
    @EnumSource
    void findsTheLineThatItChanges(Mutant mutant) throws Exception {
        assertThat(mutant.source(Path.of(".."))).contains("package dev.tributary.");
    }
}
