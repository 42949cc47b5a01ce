package dev.tributary;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/** Every SQL statement of the hub: the constants of all its classes that read like one. */
final class SqlConstants {

    private static final Path CLASSES = Path.of("target/classes");
    private static final Pattern STATEMENT =
            Pattern.compile("^(select|insert into|update|delete from|with|merge into)\\s.*", Pattern.DOTALL);

    /** @param place class and constant, such as {@code dev.tributary.catalog.CatalogStore.SKUS} */
    record Statement(String place, String module, String sql) {

        @Override
        public String toString() {
            return place;
        }
    }

    private SqlConstants() {}

    static List<Statement> all() {
        try (var files = Files.walk(CLASSES.resolve("dev/tributary"))) {
            return files.filter(file -> file.toString().endsWith(".class"))
                    .map(SqlConstants::className)
                    .filter(name -> !name.endsWith("package-info"))
                    .sorted()
                    .flatMap(name -> statements(name).stream())
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String className(Path file) {
        String path = CLASSES.relativize(file).toString();
        return path.substring(0, path.length() - ".class".length()).replace('/', '.');
    }

    private static List<Statement> statements(String className) {
        var found = new ArrayList<Statement>();
        try {
            Class<?> type = Class.forName(className, false, SqlConstants.class.getClassLoader());
            for (Field field : type.getDeclaredFields()) {
                if (field.getType() == String.class
                        && Modifier.isStatic(field.getModifiers())
                        && Modifier.isFinal(field.getModifiers())) {
                    field.setAccessible(true);
                    String text = (String) field.get(null);
                    if (STATEMENT.matcher(text.strip().toLowerCase(Locale.ROOT)).matches()) {
                        found.add(new Statement(className + "." + field.getName(), module(className), text));
                    }
                }
            }
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(className, e);
        }
        return found;
    }

    private static String module(String className) {
        return Arrays.asList(className.split("\\.")).get(2);
    }
}
