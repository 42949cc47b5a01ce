package dev.tributary.vault;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Searches everything that is kept for texts in clear. */
public final class Clear {

    private static final String COLUMNS = """
            select table_schema, table_name, column_name
              from information_schema.columns join information_schema.tables using (table_schema, table_name)
             where table_type = 'BASE TABLE' and table_schema not in ('pg_catalog', 'information_schema')
             order by 1, 2, 3
            """;

    private Clear() {}

    /** Every column of every table that holds one of the texts, whatever the column's type; bytes as UTF-8 too. */
    public static List<String> columnsWith(DataSource database, List<String> texts) {
        var jdbc = JdbcClient.create(database);
        List<String> found = new ArrayList<>();
        jdbc.sql(COLUMNS).query(column -> {
            String table = "\"%s\".\"%s\"".formatted(column.getString(1), column.getString(2));
            String name = "\"%s\"".formatted(column.getString(3));
            for (String text : texts) {
                // The text form of bytea is hex, and so is that of bytea inside an array.
                String hex = java.util.HexFormat.of().formatHex(text.getBytes(StandardCharsets.UTF_8));
                boolean there = jdbc.sql("""
                        select exists (select from %s
                                where position(:text in %s::text) > 0 or position(:hex in %s::text) > 0)
                        """.formatted(table, name, name))
                        .param("text", text)
                        .param("hex", hex)
                        .query(Boolean.class)
                        .single();
                if (there) {
                    found.add(table + "." + name);
                }
            }
        });
        return found;
    }

    /** Files under the directory whose bytes hold one of the texts. */
    public static List<Path> filesWith(Path directory, List<String> texts) throws IOException {
        try (var files = Files.walk(directory)) {
            return files.filter(Files::isRegularFile)
                    .filter(file -> texts.stream().anyMatch(text -> holds(file, text)))
                    .toList();
        }
    }

    private static boolean holds(Path file, String text) {
        try {
            // Bytes seen as Latin-1 keep every byte, so that binary files are searched as well.
            String content = new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1);
            return content.contains(new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1));
        } catch (java.nio.file.NoSuchFileException e) {
            return false;
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
