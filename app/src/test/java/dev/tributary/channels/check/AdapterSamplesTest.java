package dev.tributary.channels.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.channels.adapter.Adapter;
import dev.tributary.channels.adapter.AdapterFiles;
import java.util.Comparator;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** The contract of every adapter of the hub: each part of its file is tried by samples, and they are as the file says. */
class AdapterSamplesTest {

    @TestFactory
    Stream<DynamicContainer> everyAdapterOfTheHubPassesItsSamples() {
        return new AdapterFiles()
                .all().values().stream()
                        .sorted(Comparator.comparing(Adapter::name))
                        .map(adapter -> DynamicContainer.dynamicContainer(adapter.name(), tests(adapter)));
    }

    private static Stream<DynamicTest> tests(Adapter adapter) {
        var check = SampleFiles.find(Optional.empty(), adapter.name())
                .map(samples -> AdapterCheck.of(adapter, "samples/" + samples.file(), samples.text()))
                .orElseGet(() -> AdapterCheck.withoutSamples(adapter));
        return Stream.concat(
                Stream.of(DynamicTest.dynamicTest(
                        "every part has a sample",
                        () -> assertThat(check.missing())
                                .as("parts without a sample in adapters/samples/%s.yaml", adapter.name())
                                .isEmpty())),
                check.results().stream()
                        .map(result -> DynamicTest.dynamicTest(
                                result.sample(),
                                () -> assertThat(result.difference())
                                        .as("adapters/samples/%s.yaml line %d", adapter.name(), result.line())
                                        .isEmpty())));
    }
}
