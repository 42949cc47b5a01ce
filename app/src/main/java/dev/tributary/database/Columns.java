package dev.tributary.database;

import dev.tributary.kernel.Micros;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * Collects the rows of one batch column by column, then binds each column as one array parameter, in the order the
 * columns were made: for statements that read {@code from unnest(?, ?, ...)}. Numbers travel as binary arrays.
 */
public final class Columns {

    private static final int FIRST_ROWS = 16;

    private final List<Column> columns = new ArrayList<>();

    public Longs longs() {
        return add(new Longs());
    }

    public Shorts shorts() {
        return add(new Shorts());
    }

    public Texts texts() {
        return add(new Texts());
    }

    public Bytes bytes() {
        return add(new Bytes());
    }

    public Flags flags() {
        return add(new Flags());
    }

    /** A parameter that is the same for all rows. */
    public void integer(int value) {
        add(new Constant(value));
    }

    public void bind(PreparedStatement statement) throws SQLException {
        bind(statement, 1);
    }

    /** @return the number of the parameter behind the last of these */
    int bind(PreparedStatement statement, int first) throws SQLException {
        for (int i = 0; i < columns.size(); i++) {
            statement.setObject(first + i, columns.get(i).array());
        }
        return first + columns.size();
    }

    /** Runs a statement of these columns alone, or none when there is no row. */
    public void update(JdbcTemplate jdbc, String sql) {
        if (rows() > 0) {
            jdbc.update(sql, this::bind);
        }
    }

    int rows() {
        return columns.stream().mapToInt(Column::size).max().orElse(0);
    }

    private record Constant(Object array) implements Column {

        @Override
        public int size() {
            return 0;
        }
    }

    private <C extends Column> C add(C column) {
        columns.add(column);
        return column;
    }

    private interface Column {
        Object array();

        int size();
    }

    /** Where null is possible, 0 stands for it and the statement says {@code nullif(column, 0)}. */
    public static final class Longs implements Column {
        private long[] values = {};
        private int size;

        public void add(long value) {
            if (size == values.length) {
                values = Arrays.copyOf(values, Math.max(FIRST_ROWS, size * 2));
            }
            values[size++] = value;
        }

        /** Microseconds since 1970; {@code 'epoch'::timestamptz + column * interval '1 microsecond'} reads them. */
        public void add(@Nullable Instant instant) {
            add(instant == null ? 0 : Micros.of(instant));
        }

        @Override
        public int size() {
            return size;
        }

        @Override
        public Object array() {
            return Arrays.copyOf(values, size);
        }
    }

    public static final class Shorts implements Column {
        private short[] values = {};
        private int size;

        public void add(int value) {
            if (size == values.length) {
                values = Arrays.copyOf(values, Math.max(FIRST_ROWS, size * 2));
            }
            values[size++] = (short) value;
        }

        @Override
        public int size() {
            return size;
        }

        @Override
        public Object array() {
            return Arrays.copyOf(values, size);
        }
    }

    public static final class Texts implements Column {
        private final List<@Nullable String> values = new ArrayList<>();

        public void add(@Nullable String value) {
            values.add(value);
        }

        @Override
        public int size() {
            return values.size();
        }

        @Override
        public Object array() {
            return values.toArray(new String[0]);
        }
    }

    public static final class Bytes implements Column {
        private final List<byte[]> values = new ArrayList<>();

        public void add(byte[] value) {
            values.add(value);
        }

        @Override
        public int size() {
            return values.size();
        }

        @Override
        public Object array() {
            return values.toArray(new byte[0][]);
        }
    }

    public static final class Flags implements Column {
        private final List<Boolean> values = new ArrayList<>();

        public void add(boolean value) {
            values.add(value);
        }

        @Override
        public int size() {
            return values.size();
        }

        @Override
        public Object array() {
            return values.toArray(new Boolean[0]);
        }
    }
}
