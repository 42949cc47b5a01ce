package dev.tributary.database;

import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
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

    public void bind(PreparedStatement statement) throws SQLException {
        for (int i = 0; i < columns.size(); i++) {
            statement.setObject(i + 1, columns.get(i).array());
        }
    }

    /** Runs a statement of these columns, or none when there is no row. */
    public void update(JdbcTemplate jdbc, String sql) {
        if (!columns.isEmpty() && columns.getFirst().size() > 0) {
            jdbc.update(sql, this::bind);
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
        private long[] values = new long[64];
        private int size;

        public void add(long value) {
            if (size == values.length) {
                values = Arrays.copyOf(values, size * 2);
            }
            values[size++] = value;
        }

        /** Microseconds since 1970; {@code 'epoch'::timestamptz + column * interval '1 microsecond'} reads them. */
        public void add(@Nullable Instant instant) {
            add(instant == null ? 0 : ChronoUnit.MICROS.between(Instant.EPOCH, instant));
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
        private short[] values = new short[64];
        private int size;

        public void add(int value) {
            if (size == values.length) {
                values = Arrays.copyOf(values, size * 2);
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
