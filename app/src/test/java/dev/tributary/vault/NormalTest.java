package dev.tributary.vault;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NormalTest {

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(delimiter = '|', nullValues = "nothing", textBlock = """
            13912340987                    | 13912340987
            +86 139 1234 0987              | 13912340987
            收餐人李雷，电话13912340987        | 13912340987
            电话１３９１２３４０９８７，急      | 13912340987
            call 139-1234-0987 or 02112345 | 13912340987 02112345
            13912340987 88号               | 13912340987
            13912340987,1234 收            | 13912340987,1234
            {"phone":"+8613912340987"}     | 13912340987
            桂花弄88号                      | nothing
            """)
    void phonesAreFoundAmongWords(String text, @Nullable String phones) {
        var found = Normal.phonesIn(text).toList();

        if (phones == null) {
            assertThat(found).isEmpty();
        } else {
            assertThat(found).containsAll(Arrays.asList(phones.split(" ")));
        }
    }
}
