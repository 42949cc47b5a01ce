package dev.tributary.leases;

import dev.tributary.kernel.ChannelId;
import dev.tributary.kernel.MerchantId;
import dev.tributary.kernel.NodeId;
import dev.tributary.kernel.SkuId;
import dev.tributary.leases.Lease.State;
import dev.tributary.leases.Leases.Change;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

@Repository
class LeaseStore {

    private static final String INSERT = """
            insert into leases.lease (merchant_id, id, subject, channel_id, node_id, sku_id, field, units, owner, reason,
                                      resume, state, made_at, expires_at, version)
            select :merchant, :id, :subject, :channel, :node, :sku, :field, :units, :owner, :reason, :resume, 1, :made,
                   :expires, 1
             where (select count(*) from leases.lease where merchant_id = :merchant and state < 3) < :most
            """;
    private static final String UPDATE = """
            update leases.lease
               set units = :units, resume = :resume, state = :state, expires_at = :expires, ended_at = :ended,
                   note = :note, version = :version
             where merchant_id = :merchant and id = :id
            """;
    private static final String NOTE = """
            update leases.lease set note = :note where merchant_id = :merchant and id = :id
            """;
    private static final String FIND = "select * from leases.lease where merchant_id = :merchant and id = :id";
    private static final String LOCK =
            "select * from leases.lease where merchant_id = :merchant and id = :id for no key update";
    private static final String LIST = """
            select * from leases.lease
             where merchant_id = :merchant and id < :before and (state < 3 or :all)
             order by id desc
             limit :limit
            """;
    /** A share of each row: whoever ends it waits for us, and we for nobody but who is ending it. */
    private static final String HOLD = """
            select id from leases.lease
             where merchant_id = :merchant and id = any(:ids::bigint[]) and state = 1 and expires_at > :now
             order by id
               for share
            """;

    private static final String OPEN_OF = """
            select * from leases.lease
             where merchant_id = :merchant and subject = :subject and state < 3
             order by id
            """;
    private static final String EXPIRED =
            "select * from leases.lease where state = 1 and expires_at <= :now order by expires_at limit :limit";
    private static final String ENDING = """
            select * from leases.lease
             where state = 2 and (tried_at is null or tried_at < :before)
             order by tried_at nulls first, id
             limit :limit
            """;
    private static final String TRIED = """
            update leases.lease set tried_at = :now where merchant_id = :merchant and id = :id
            """;
    private static final String OPEN = """
            select * from leases.lease
             where state < 3 and (merchant_id, id) > (:merchant, :id)
             order by merchant_id, id
             limit :limit
            """;
    private static final String WRITE_CHANGE = """
            insert into leases.change (merchant_id, lease_id, version, what, actor, detail, at)
            values (:merchant, :lease, :version, :what, :actor, :detail, :at)
            """;
    private static final String CHANGES = """
            select version, what, actor, detail, at from leases.change
             where merchant_id = :merchant and lease_id = :lease
             order by version
            """;

    private final JdbcClient jdbc;

    LeaseStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** False when the merchant has as many as it may. */
    boolean insert(Lease lease, int most) {
        return jdbc.sql(INSERT)
                        .param("merchant", lease.merchant().value())
                        .param("id", lease.id().value())
                        .param("subject", lease.subject().name())
                        .param("channel", value(lease.scope().channel().map(ChannelId::value)), Types.BIGINT)
                        .param("node", value(lease.scope().node().map(NodeId::value)), Types.BIGINT)
                        .param("sku", value(lease.scope().sku().map(SkuId::value)), Types.BIGINT)
                        .param("field", lease.scope().field().map(Enum::name).orElse(null), Types.VARCHAR)
                        .param("units", units(lease), Types.BIGINT)
                        .param("owner", lease.owner())
                        .param("reason", lease.reason())
                        .param("resume", lease.resume().name())
                        .param("made", time(lease.madeAt()))
                        .param("expires", time(lease.expiresAt()))
                        .param("most", most)
                        .update()
                == 1;
    }

    void update(Lease lease) {
        jdbc.sql(UPDATE)
                .param("merchant", lease.merchant().value())
                .param("id", lease.id().value())
                .param("units", units(lease), Types.BIGINT)
                .param("resume", lease.resume().name())
                .param("state", lease.state().code())
                .param("expires", time(lease.expiresAt()))
                .param("ended", lease.endedAt().map(LeaseStore::time).orElse(null), Types.TIMESTAMP_WITH_TIMEZONE)
                .param("note", lease.note())
                .param("version", lease.version())
                .update();
    }

    void note(Lease lease, String note) {
        jdbc.sql(NOTE)
                .param("merchant", lease.merchant().value())
                .param("id", lease.id().value())
                .param("note", note)
                .update();
    }

    Optional<Lease> find(MerchantId merchant, LeaseId lease) {
        return one(FIND, merchant, lease);
    }

    Optional<Lease> lock(MerchantId merchant, LeaseId lease) {
        return one(LOCK, merchant, lease);
    }

    private Optional<Lease> one(String sql, MerchantId merchant, LeaseId lease) {
        return jdbc.sql(sql)
                .param("merchant", merchant.value())
                .param("id", lease.value())
                .query((row, number) -> lease(row))
                .optional();
    }

    List<Lease> list(MerchantId merchant, Leases.Show show, long before, int limit) {
        return jdbc.sql(LIST)
                .param("merchant", merchant.value())
                .param("before", before)
                .param("all", show == Leases.Show.ALL)
                .param("limit", limit)
                .query((row, number) -> lease(row))
                .list();
    }

    List<LeaseId> hold(MerchantId merchant, Collection<LeaseId> leases, Instant now) {
        return jdbc.sql(HOLD)
                .param("merchant", merchant.value())
                .param("ids", leases.stream().mapToLong(LeaseId::value).toArray())
                .param("now", time(now))
                .query((row, number) -> new LeaseId(row.getLong(1)))
                .list();
    }

    List<Lease> openOf(MerchantId merchant, Subject subject) {
        return openOf(OPEN_OF, merchant, subject);
    }

    List<Lease> holdOpenOf(MerchantId merchant, Subject subject) {
        return openOf(OPEN_OF + " for share", merchant, subject);
    }

    private List<Lease> openOf(String statement, MerchantId merchant, Subject subject) {
        return jdbc.sql(statement)
                .param("merchant", merchant.value())
                .param("subject", subject.name())
                .query((row, number) -> lease(row))
                .list();
    }

    List<Lease> expired(Instant now, int limit) {
        return jdbc.sql(EXPIRED)
                .param("now", time(now))
                .param("limit", limit)
                .query((row, number) -> lease(row))
                .list();
    }

    /** Those never tried first, then those last tried longest ago. */
    List<Lease> ending(Instant triedBefore, int limit) {
        return jdbc.sql(ENDING)
                .param("before", time(triedBefore))
                .param("limit", limit)
                .query((row, number) -> lease(row))
                .list();
    }

    void tried(Lease lease, Instant now) {
        jdbc.sql(TRIED)
                .param("merchant", lease.merchant().value())
                .param("id", lease.id().value())
                .param("now", time(now))
                .update();
    }

    /** Those that are not over, of all merchants, after the one that is named. */
    List<Lease> open(long merchant, long id, int limit) {
        return jdbc.sql(OPEN)
                .param("merchant", merchant)
                .param("id", id)
                .param("limit", limit)
                .query((row, number) -> lease(row))
                .list();
    }

    void write(Lease lease, Change change) {
        jdbc.sql(WRITE_CHANGE)
                .param("merchant", lease.merchant().value())
                .param("lease", lease.id().value())
                .param("version", change.version())
                .param("what", change.what().name())
                .param("actor", change.actor())
                .param("detail", change.detail())
                .param("at", time(change.at()))
                .update();
    }

    List<Change> changes(MerchantId merchant, LeaseId lease) {
        return jdbc.sql(CHANGES)
                .param("merchant", merchant.value())
                .param("lease", lease.value())
                .query((row, number) -> new Change(
                        row.getLong("version"),
                        Change.What.valueOf(row.getString("what")),
                        row.getString("actor"),
                        row.getString("detail"),
                        instant(row, "at")))
                .list();
    }

    private static Lease lease(ResultSet row) throws SQLException {
        return new Lease(
                new LeaseId(row.getLong("id")),
                new MerchantId(row.getLong("merchant_id")),
                Subject.valueOf(row.getString("subject")),
                new LeaseScope(
                        id(row, "channel_id").map(ChannelId::new),
                        id(row, "node_id").map(NodeId::new),
                        id(row, "sku_id").map(SkuId::new),
                        Optional.ofNullable(row.getString("field")).map(Field::valueOf)),
                units(row.getObject("units", Long.class)),
                row.getString("owner"),
                row.getString("reason"),
                Resume.valueOf(row.getString("resume")),
                State.of(row.getInt("state")),
                instant(row, "made_at"),
                instant(row, "expires_at"),
                Optional.ofNullable(row.getObject("ended_at", OffsetDateTime.class))
                        .map(OffsetDateTime::toInstant),
                row.getString("note"),
                row.getLong("version"));
    }

    private static Optional<Long> id(ResultSet row, String column) throws SQLException {
        return Optional.ofNullable(row.getObject(column, Long.class));
    }

    private static Instant instant(ResultSet row, String column) throws SQLException {
        return row.getObject(column, OffsetDateTime.class).toInstant();
    }

    private static OffsetDateTime time(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }

    private static @Nullable Long value(Optional<Long> value) {
        return value.orElse(null);
    }

    private static @Nullable Long units(Lease lease) {
        return lease.units().isPresent() ? lease.units().getAsLong() : null;
    }

    private static OptionalLong units(@Nullable Long units) {
        return units == null ? OptionalLong.empty() : OptionalLong.of(units);
    }
}
