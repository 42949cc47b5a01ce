package dev.tributary.access.people;

import dev.tributary.access.Operator;
import dev.tributary.access.Operators;
import dev.tributary.access.Role;
import dev.tributary.access.edge.Attempts;
import dev.tributary.kernel.MerchantId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

@Repository
class OperatorStore {

    private static final String COLUMNS = """
            select operator.id, operator.name, operator.password_hash, operator.locked_until, operator.disabled_at,
                   operator_role.merchant_id, operator_role.role
              from access.operator left join access.operator_role on operator_role.operator_id = operator.id
            """;
    private static final String BY_NAME = COLUMNS + "where lower(operator.name) = lower(:name)";
    private static final String BY_ID = COLUMNS + "where operator.id = :id";
    private static final String ALL = COLUMNS + """
            where operator.id in (
                select id from access.operator where disabled_at is null order by lower(name) limit :limit)
            order by lower(operator.name)
            """;
    private static final String COUNT = "select count(*) from access.operator";
    private static final String INSERT = """
            insert into access.operator (name, password_hash, created_at, created_by)
            values (:name, :passwordHash, :createdAt, :createdBy)
            on conflict do nothing returning id
            """;
    private static final String INSERT_ROLE = """
            insert into access.operator_role (operator_id, merchant_id, role) values (:operator, :merchant, :role)
            """;
    private static final String DISABLE = """
            update access.operator set disabled_at = coalesce(disabled_at, :at) where id = :id
            """;
    private static final String FAILED = """
            update access.operator set failures = failures + 1 where id = :id returning failures
            """;
    private static final String LOCKED_UNTIL = """
            select locked_until from access.operator where id = :id for no key update
            """;
    private static final String LOCK_UNTIL = "update access.operator set locked_until = :until where id = :id";
    private static final String CAME_IN = """
            update access.operator set failures = 0, locked_until = null where id = :id
            """;
    /** Two links used at once wait here, and the second finds an operator. */
    private static final String ONE_AT_A_TIME = "lock table access.operator in share row exclusive mode";

    private final JdbcClient jdbc;

    OperatorStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    record Stored(Operator operator, String passwordHash, Optional<Instant> lockedUntil, boolean disabled) {}

    private record Row(
            long id,
            String name,
            String passwordHash,
            Optional<Instant> lockedUntil,
            boolean disabled,
            long merchant,
            Optional<Role> role) {}

    Optional<Stored> byName(String name) {
        return stored(jdbc.sql(BY_NAME)
                        .param("name", name)
                        .query(OperatorStore::row)
                        .list())
                .stream()
                .findFirst();
    }

    Optional<Stored> byId(long id) {
        return stored(jdbc.sql(BY_ID).param("id", id).query(OperatorStore::row).list()).stream()
                .findFirst();
    }

    List<Operator> all() {
        var rows = jdbc.sql(ALL)
                .param("limit", Operators.OPERATORS_MAX)
                .query(OperatorStore::row)
                .list();
        return stored(rows).stream().map(Stored::operator).toList();
    }

    long count() {
        return jdbc.sql(COUNT).query(Long.class).single();
    }

    void letNobodyElseAdd() {
        jdbc.sql(ONE_AT_A_TIME).update();
    }

    /** Empty when the name is taken. */
    Optional<Long> insert(String name, String passwordHash, Instant at, String actor) {
        return jdbc.sql(INSERT)
                .param("name", name)
                .param("passwordHash", passwordHash)
                .param("createdAt", at.atOffset(ZoneOffset.UTC))
                .param("createdBy", actor)
                .query(Long.class)
                .optional();
    }

    void insertRole(long operator, Optional<MerchantId> merchant, Role role) {
        jdbc.sql(INSERT_ROLE)
                .param("operator", operator)
                .param("merchant", merchant.map(MerchantId::value).orElse(null), Types.BIGINT)
                .param("role", role.name())
                .update();
    }

    boolean disable(long id, Instant at) {
        return jdbc.sql(DISABLE)
                        .param("at", at.atOffset(ZoneOffset.UTC))
                        .param("id", id)
                        .update()
                == 1;
    }

    /** Of what they must prove, something was wrong: the more in a row, the longer the next try must wait. */
    void failed(long id, Instant now) {
        int failures = jdbc.sql(FAILED).param("id", id).query(Integer.class).single();
        jdbc.sql(LOCK_UNTIL)
                .param("until", now.plus(Attempts.pause(failures)).atOffset(ZoneOffset.UTC))
                .param("id", id)
                .update();
    }

    /** Holds the operator's row until the transaction ends. */
    Optional<Instant> lockedUntil(long id) {
        return jdbc.sql(LOCKED_UNTIL)
                .param("id", id)
                .query((row, number) -> Optional.ofNullable(row.getObject("locked_until", OffsetDateTime.class)))
                .single()
                .map(OffsetDateTime::toInstant);
    }

    void cameIn(long id) {
        jdbc.sql(CAME_IN).param("id", id).update();
    }

    private static Row row(ResultSet row, int number) throws SQLException {
        return new Row(
                row.getLong("id"),
                row.getString("name"),
                row.getString("password_hash"),
                Optional.ofNullable(row.getObject("locked_until", OffsetDateTime.class))
                        .map(OffsetDateTime::toInstant),
                row.getObject("disabled_at") != null,
                row.getLong("merchant_id"),
                Optional.ofNullable(row.getString("role")).map(Role::valueOf));
    }

    /** One row per role becomes one operator with all of them. */
    private static List<Stored> stored(List<Row> rows) {
        var rowsById = new LinkedHashMap<Long, List<Row>>();
        rows.forEach(row -> rowsById.computeIfAbsent(row.id(), id -> new java.util.ArrayList<>())
                .add(row));
        return rowsById.values().stream().map(OperatorStore::operator).toList();
    }

    private static Stored operator(List<Row> rows) {
        var first = rows.getFirst();
        Optional<Role> hubRole = Optional.empty();
        Map<MerchantId, Role> roles = new HashMap<>();
        for (Row row : rows) {
            if (row.merchant() == 0) {
                hubRole = row.role();
            } else {
                row.role().ifPresent(role -> roles.put(new MerchantId(row.merchant()), role));
            }
        }
        return new Stored(
                new Operator(first.id(), first.name(), hubRole, roles),
                first.passwordHash(),
                first.lockedUntil(),
                first.disabled());
    }
}
