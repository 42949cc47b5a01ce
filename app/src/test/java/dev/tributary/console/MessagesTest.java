package dev.tributary.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class MessagesTest {

    private static final Path RESOURCES = Path.of("src/main/resources");
    /** Keys that are put together at run time, such as {@code state.PAID}, end where the variable part begins. */
    private static final Pattern USED = Pattern.compile("#\\{\\|?([a-zA-Z.]+)");

    @Test
    void bothLanguagesHaveTheSameKeys() throws IOException {
        assertThat(keys("messages_zh.properties")).isEqualTo(keys("messages.properties"));
    }

    @Test
    void noMessageIsEmpty() throws IOException {
        for (String file : new String[] {"messages.properties", "messages_zh.properties"}) {
            assertThat(messages(file).values())
                    .noneMatch(text -> text.toString().isBlank());
        }
    }

    @Test
    void everyKeyATemplateNamesExists() throws IOException {
        var keys = keys("messages.properties");
        for (String folder : new String[] {"console", "access"}) {
            try (var templates = Files.list(RESOURCES.resolve("templates/" + folder))) {
                for (Path template : templates.toList()) {
                    var used = USED.matcher(Files.readString(template));
                    while (used.find()) {
                        String key = used.group(1);
                        boolean known = key.endsWith(".")
                                ? keys.stream().anyMatch(one -> one.startsWith(key))
                                : keys.contains(key);
                        assertThat(known)
                                .as("%s in %s", key, template.getFileName())
                                .isTrue();
                    }
                }
            }
        }
    }

    private static TreeSet<String> keys(String file) throws IOException {
        return new TreeSet<>(messages(file).stringPropertyNames());
    }

    private static Properties messages(String file) throws IOException {
        var messages = new Properties();
        try (Reader reader =
                Files.newBufferedReader(RESOURCES.resolve("console").resolve(file))) {
            messages.load(reader);
        }
        return messages;
    }
}
