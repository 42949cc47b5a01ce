package dev.tributary.vault;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.springframework.jdbc.core.RowCallbackHandler;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;

/** Searches everything that is kept for texts in clear. */
public final class Clear {

    /** A partition's rows are found through its table. */
    private static final String TABLES = """
            select format('%I.%I', n.nspname, c.relname),
                   (select array_agg(quote_ident(a.attname) order by a.attname)
                      from pg_attribute a where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped)
              from pg_class c join pg_namespace n on n.oid = c.relnamespace
             where c.relkind in ('r', 'p') and not c.relispartition
               and n.nspname not in ('pg_catalog', 'information_schema')
             order by 1
            """;

    /** The text form of bytea is hex, and so is that of bytea inside an array. */
    private static final String HOLDS = """
            coalesce(bool_or(exists (select from unnest(:texts::text[]) text
             where position(text in %1$s::text) > 0
                or position(encode(convert_to(text, 'UTF8'), 'hex') in %1$s::text) > 0)), false)
            """;

    private Clear() {}

    /** Every column of every table that holds one of the texts, whatever the column's type; bytes as UTF-8 too. */
    public static List<String> columnsWith(DataSource database, List<String> texts) {
        List<String> found = new ArrayList<>();
        try (var connection = database.getConnection()) {
            var jdbc = JdbcClient.create(new SingleConnectionDataSource(connection, true));
            jdbc.sql(TABLES).query((RowCallbackHandler) row -> {
                String table = row.getString(1);
                String[] columns = (String[]) row.getArray(2).getArray();
                String holds = Stream.of(columns).map(HOLDS::formatted).collect(Collectors.joining(","));
                Boolean[] held = (Boolean[]) jdbc.sql("select array[%s] from %s".formatted(holds, table))
                        .param("texts", texts.toArray(String[]::new))
                        .query((there, number) -> there.getArray(1).getArray())
                        .single();
                for (int i = 0; i < columns.length; i++) {
                    if (held[i]) {
                        found.add(table + "." + columns[i]);
                    }
                }
            });
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
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
