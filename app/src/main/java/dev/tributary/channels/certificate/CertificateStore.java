package dev.tributary.channels.certificate;

import dev.tributary.channels.Certificates.Certificate;
import dev.tributary.channels.Certificates.Signed;
import dev.tributary.channels.Certificates.State;
import dev.tributary.database.Moments;
import dev.tributary.kernel.ChannelId;
import dev.tributary.kernel.MerchantId;
import java.sql.Date;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

@Repository
class CertificateStore {

    private static final TypeReference<SortedMap<String, Long>> SUMS = new TypeReference<>() {};

    private static final String COLUMNS = """
            select id, merchant_id, channel_id, day, from_at, to_at, state, through, counted_at, theirs, ours, their_sums,
                   our_sums, missing, extra, differing, failure, signed_by, signed_at, reason
              from channels.certificate
            """;
    private static final String LIST = COLUMNS + """
             where merchant_id = :merchant and (cast(:channel as bigint) is null or channel_id = :channel)
             order by day desc, channel_id
             limit :limit
            """;
    private static final String FIND =
            COLUMNS + " where merchant_id = :merchant and channel_id = :channel and day = :day";
    /** Those that failed last come behind the others, and by chance: none keeps another from being counted. */
    private static final String COUNTING = COLUMNS + """
             where merchant_id = :merchant and channel_id = :channel and through is not null
             order by failure <> '', case when failure <> '' then random() else 0 end, day
             limit 1
            """;
    /** Of a day that was counted, or is to be counted for the first time. */
    private static final String BEGIN = """
            insert into channels.certificate (merchant_id, channel_id, day, from_at, to_at, through)
            values (:merchant, :channel, :day, :from, :to, :from)
                on conflict (channel_id, day) do nothing
            """;

    private static final String AGAIN = """
            update channels.certificate
               set through = from_at, to_at = greatest(to_at, :to), failure = ''
             where merchant_id = :merchant and channel_id = :channel and day = :day and through is null
            """;
    private static final String WIDEN = """
            update channels.certificate
               set through = from_at, to_at = over.ends, failure = ''
              from unnest(:days::date[], :ends::timestamptz[]) as over (day, ends)
             where merchant_id = :merchant and channel_id = :channel and certificate.day = over.day
               and to_at < over.ends and through is null
            """;
    private static final String RED_AGAIN = """
            update channels.certificate
               set through = from_at
             where merchant_id = :merchant and channel_id = :channel and state = 3 and through is null
               and counted_at < :countedBefore and day >= :day
            """;
    private static final String READ = """
            update channels.certificate set through = :through, failure = ''
             where merchant_id = :merchant and id = :id
            """;
    private static final String FAILED = """
            update channels.certificate set failure = left(:failure, 500)
             where merchant_id = :merchant and id = :id
            """;
    private static final String SIGN = """
            update channels.certificate
               set state = 4, signed_by = :who, signed_at = :now, reason = :reason
             where merchant_id = :merchant and channel_id = :channel and day = :day and state = 3 and through is null
            """;
    private static final String BEGUN = """
            select min(begun_at) from channels.pull_mark where merchant_id = :merchant and channel_id = :channel
            """;
    private static final String OPEN_COUNT = "select count(*) from channels.certificate where state = 3";

    private final JdbcClient jdbc;
    private final JsonMapper json;

    CertificateStore(JdbcClient jdbc, JsonMapper json) {
        this.jdbc = jdbc;
        this.json = json;
    }

    /** @param through absent when it is not being counted */
    record Row(long id, MerchantId merchant, Optional<Instant> through, Certificate shown) {}

    List<Row> list(MerchantId merchant, Optional<ChannelId> channel, int limit) {
        return jdbc.sql(LIST)
                .param("merchant", merchant.value())
                .param("channel", channel.map(ChannelId::value).orElse(null), java.sql.Types.BIGINT)
                .param("limit", limit)
                .query(this::row)
                .list();
    }

    Optional<Row> find(MerchantId merchant, ChannelId channel, LocalDate day) {
        return of(FIND, merchant, channel, day).query(this::row).optional();
    }

    /** The day of the channel that is to be counted next. */
    Optional<Row> counting(MerchantId merchant, ChannelId channel) {
        return jdbc.sql(COUNTING)
                .param("merchant", merchant.value())
                .param("channel", channel.value())
                .query(this::row)
                .optional();
    }

    /** False when the day has a certificate. */
    boolean begin(MerchantId merchant, ChannelId channel, LocalDate day, Instant from, Instant to) {
        return of(BEGIN, merchant, channel, day)
                        .param("from", Timestamp.from(from))
                        .param("to", Timestamp.from(to))
                        .update()
                == 1;
    }

    void again(MerchantId merchant, ChannelId channel, LocalDate day, Instant to) {
        of(AGAIN, merchant, channel, day).param("to", Timestamp.from(to)).update();
    }

    /**
     * Days that were counted before they were over are counted again to their end, signed or not.
     *
     * @param ends of days that are over
     */
    void widen(MerchantId merchant, ChannelId channel, SortedMap<LocalDate, Instant> ends) {
        jdbc.sql(WIDEN)
                .param("merchant", merchant.value())
                .param("channel", channel.value())
                .param("days", ends.keySet().stream().map(LocalDate::toString).toArray(String[]::new))
                .param("ends", ends.values().stream().map(Instant::toString).toArray(String[]::new))
                .update();
    }

    /** Those since a day that were not the same when they were counted. */
    void redAgain(MerchantId merchant, ChannelId channel, LocalDate since, Instant countedBefore) {
        of(RED_AGAIN, merchant, channel, since)
                .param("countedBefore", Timestamp.from(countedBefore))
                .update();
    }

    void read(Row certificate, Instant through) {
        jdbc.sql(READ)
                .param("merchant", certificate.merchant().value())
                .param("id", certificate.id())
                .param("through", Timestamp.from(through))
                .update();
    }

    void failed(Row certificate, String failure) {
        jdbc.sql(FAILED)
                .param("merchant", certificate.merchant().value())
                .param("id", certificate.id())
                .param("failure", failure)
                .update();
    }

    boolean sign(MerchantId merchant, ChannelId channel, LocalDate day, String who, String reason, Instant now) {
        return of(SIGN, merchant, channel, day)
                        .param("who", who)
                        .param("reason", reason)
                        .param("now", Timestamp.from(now))
                        .update()
                == 1;
    }

    /** Since when the channel's lists are read. */
    Optional<Instant> begun(MerchantId merchant, ChannelId channel) {
        return jdbc.sql(BEGUN)
                .param("merchant", merchant.value())
                .param("channel", channel.value())
                .query(Timestamp.class)
                .optional()
                .map(Timestamp::toInstant);
    }

    int redCount() {
        return jdbc.sql(OPEN_COUNT).query(Integer.class).single();
    }

    private JdbcClient.StatementSpec of(String sql, MerchantId merchant, ChannelId channel, LocalDate day) {
        return jdbc.sql(sql)
                .param("merchant", merchant.value())
                .param("channel", channel.value())
                .param("day", Date.valueOf(day));
    }

    private Row row(ResultSet row, int number) throws SQLException {
        var through = Moments.optional(row, "through");
        return new Row(
                row.getLong("id"),
                new MerchantId(row.getLong("merchant_id")),
                through,
                new Certificate(
                        new ChannelId(row.getLong("channel_id")),
                        row.getDate("day").toLocalDate(),
                        row.getTimestamp("from_at").toInstant(),
                        row.getTimestamp("to_at").toInstant(),
                        State.values()[row.getInt("state") - 1],
                        through.isPresent(),
                        Moments.optional(row, "counted_at"),
                        row.getLong("theirs"),
                        row.getLong("ours"),
                        json.readValue(row.getString("their_sums"), SUMS),
                        json.readValue(row.getString("our_sums"), SUMS),
                        row.getLong("missing"),
                        row.getLong("extra"),
                        row.getLong("differing"),
                        row.getString("failure"),
                        signed(row)));
    }

    private static Optional<Signed> signed(ResultSet row) throws SQLException {
        var by = Optional.ofNullable(row.getString("signed_by"));
        var at = Moments.optional(row, "signed_at");
        return by.isPresent() && at.isPresent()
                ? Optional.of(new Signed(by.get(), at.get(), row.getString("reason")))
                : Optional.empty();
    }
}
