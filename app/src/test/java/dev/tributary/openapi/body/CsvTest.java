package dev.tributary.openapi.body;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tributary.kernel.ProblemException;
import dev.tributary.kernel.Violation;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CsvTest {

    @Test
    void quotesLineBreaksEmptyLinesAndTheMarkOfExcelAreUnderstood() {
        var rows = rows("\uFEFFa,b\r\n1,\"x, \"\"y\"\"\"\r\n\r\n 2 ,\"two\nlines\"\n3,\n");

        assertThat(rows)
                .extracting(Csv.Row::line, Csv.Row::cells)
                .containsExactly(
                        tuple(2, Map.of("a", "1", "b", "x, \"y\"")),
                        tuple(4, Map.of("a", "2", "b", "two\nlines")),
                        tuple(6, Map.of("a", "3")));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "a                      | required",
                "a,b,c                  | unknown_column",
                "a,b,a                  | duplicate",
                "''                     | unknown_column",
                "a,b;1,2,3              | wrong_columns",
                "a,b;1                  | wrong_columns",
                "a,b;1,^open            | bad_quotes",
                "a,b;^1^x,2             | bad_quotes",
            })
    void whatIsNoTableIsRefusedAsAWhole(String text, String code) {
        assertThatThrownBy(() -> rows(text.replace(';', '\n').replace('^', '"')))
                .isInstanceOfSatisfying(
                        ProblemException.class,
                        e -> assertThat(e.violations())
                                .extracting(Violation::code)
                                .contains(code));
    }

    @Test
    void aFileInGbkIsRefusedWithAHint() {
        assertThatThrownBy(() -> Csv.rows("a,b\n牛奶,1\n".getBytes(Charset.forName("GBK")), Set.of("a", "b"), Set.of()))
                .isInstanceOfSatisfying(
                        ProblemException.class,
                        e -> assertThat(e.violations())
                                .extracting(Violation::code)
                                .containsExactly("wrong_encoding"));
    }

    @Test
    void moreRowsThanStatedAreRefused() {
        assertThat(rows("a,b\n" + "1,2\n".repeat(Csv.ROWS_MAX))).hasSize(Csv.ROWS_MAX);
        assertThatThrownBy(() -> rows("a,b\n" + "1,2\n".repeat(Csv.ROWS_MAX + 1)))
                .isInstanceOf(ProblemException.class);
    }

    private static org.assertj.core.groups.Tuple tuple(Object... values) {
        return org.assertj.core.groups.Tuple.tuple(values);
    }

    private static List<Csv.Row> rows(String text) {
        return Csv.rows(text.getBytes(StandardCharsets.UTF_8), Set.of("a", "b"), Set.of());
    }
}
