package dev.tributary.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tributary.bench.Rows.Against;
import java.util.List;
import org.junit.jupiter.api.Test;

class RowsTest {

    @Test
    void needsOnlyTheCeilingsOfTheRowsAskedFor() {
        check(List.of(), true, true);
        check(List.of("news"), false, false);
        check(List.of("http.full", "availability"), false, false);
        check(List.of("http.openLoop"), true, false);
        check(List.of("news", "cancelAndExpire"), false, true);
        check(List.of("http"), true, true);
    }

    private static void check(List<String> only, boolean uniform, boolean hot) {
        var rows = Rows.ofPlace(only);
        assertThat(rows.needs(Against.UNIFORM)).isEqualTo(uniform);
        assertThat(rows.needs(Against.HOT)).isEqualTo(hot);
    }

    @Test
    void keepsWhatWasAskedForBesideItsCeiling() {
        var rows = Rows.ofPlace(List.of("http.uniform.64", "http.full"));
        rows.compare(Against.UNIFORM, new Ceiling.Best(1_000, Ceiling.Way.COPY, 2));
        rows.add(Row.of("http.uniform.1").with("ordersPerSecond", 100));
        rows.add(Row.of("http.uniform.64").with("ordersPerSecond", 500));
        rows.add(Row.of("http.full.64").with("ordersPerSecond", 250));
        assertThat(rows.figures("").rows())
                .extracting(Row::json)
                .containsExactly(
                        "{\"name\": \"http.uniform.64\", \"ordersPerSecond\": 500, \"ratioToCeiling\": 0.500}",
                        "{\"name\": \"http.full.64\", \"ordersPerSecond\": 250}");
    }

    @Test
    void knowsWhichRowsThereAre() {
        assertThat(Rows.ofPlace(List.of("inProcess.hot")).wants("inProcess.")).isTrue();
        assertThat(Rows.ofPlace(List.of("inProcess.hot")).wants("inProcess.uniform.", "http."))
                .isFalse();
        assertThat(Rows.ofStock(List.of("ledger", "http")).exist()).isFalse();
        assertThat(Rows.ofStock(List.of("ledger")).wants("ledger.page")).isTrue();
        assertThatThrownBy(() -> Rows.ofPlace(List.of()).add(Row.of("http.other")))
                .hasMessage("no row is called http.other");
    }
}
