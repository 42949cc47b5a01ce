package dev.tributary;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.SqlConstants.Statement;
import dev.tributary.testing.TestPostgres;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.namedparam.MapSqlParameterSource;
import org.springframework.jdbc.core.namedparam.NamedParameterUtils;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What holds for every SQL statement of every module. */
class SqlTest {

    private static final Pattern TABLE =
            Pattern.compile("\\b(journal|vault|access|catalog|inventory|orders|channels|openapi|leases)\\.([a-z_]+)");

    /** Templates that are completed before they are run, with the reason. */
    private static final Map<String, String> INCOMPLETE =
            Map.of("dev.tributary.journal.JournalPartitions.UNREAD", "the partition's name is put in");

    /** Statements on tenants' tables that are right to name no merchant, with the reason. */
    private static final Map<String, String> ACROSS_MERCHANTS = Stream.of(
                    across(
                            "dev.tributary.access.edge.AuditSweep",
                            "entries end by their age, whosever they are",
                            "FORGET"),
                    across(
                            "dev.tributary.catalog.ListsStore",
                            "finds merchants themselves, for the administrator",
                            "MERCHANT",
                            "MERCHANTS"),
                    across(
                            "dev.tributary.channels.answer.AnswerStore",
                            "answers end by their age and are counted, whosever they are",
                            "FORGET",
                            "UNTOLD"),
                    across(
                            "dev.tributary.channels.shipment.ShipmentStore",
                            "shipments end by their age and are counted, whosever they are",
                            "FORGET",
                            "UNTOLD"),
                    across(
                            "dev.tributary.channels.certificate.CertificateStore",
                            "red certificates are counted, whosever they are",
                            "OPEN_COUNT"),
                    across(
                            "dev.tributary.channels.inbox.InboxStore",
                            "the inbox's workers: a channel has one merchant, a message one channel",
                            "CLAIM",
                            "FORGET",
                            "IDS",
                            "KNOWN",
                            "LAST_OF",
                            "SETTLE",
                            "WAITING",
                            "WAITING_COUNT"),
                    across(
                            "dev.tributary.inventory.SnapshotSweep",
                            "snapshots end by their age, whosever they are",
                            "OUTLIVED"),
                    across(
                            "dev.tributary.inventory.quotas.QuotaStore",
                            "quotas begin and end by their time, whosever they are",
                            "DUE",
                            "OVER"),
                    across(
                            "dev.tributary.inventory.reorder.AlertStore",
                            "alerts that are over end by their age, whosever they are",
                            "FORGET"),
                    across(
                            "dev.tributary.journal.EventStore",
                            "readers of the journal hear every merchant",
                            "BOUNDS",
                            "END_OF_ERA",
                            "PLACES",
                            "SEEN"),
                    across(
                            "dev.tributary.journal.JournalMetrics",
                            "how far readers are behind, over everything",
                            "LAG"),
                    across(
                            "dev.tributary.journal.JournalPartitions",
                            "partitions hold every merchant's events",
                            "PAST_RETENTION",
                            "UNREAD"),
                    across(
                            "dev.tributary.journal.ParkedStore",
                            "a consumer's parked events are its own, whosever they are",
                            "ANY",
                            "COUNT",
                            "COUNT_OF_CONSUMER",
                            "COUNT_OF_KEY",
                            "DELETE",
                            "FAILED_AGAIN",
                            "KEYS"),
                    across("dev.tributary.journal.VersionsCheck", "verify reads every merchant's books", "SLICE"),
                    across(
                            "dev.tributary.leases.LeaseStore",
                            "leases end by their time, whosever they are",
                            "ENDING",
                            "EXPIRED"),
                    across(
                            "dev.tributary.openapi.subscriptions.DeliveryStore",
                            "the lanes' workers: a delivery is named by its own id",
                            "BACKLOG",
                            "DEFERRED",
                            "DELIVERED",
                            "DUE",
                            "FAILED",
                            "PARKED",
                            "RETRYING",
                            "SWEEP",
                            "WAITING"),
                    across(
                            "dev.tributary.openapi.subscriptions.SubscriptionStore",
                            "the lanes' workers: a subscription is named by its own id",
                            "RELEASE",
                            "SUSPEND"),
                    across(
                            "dev.tributary.orders.ChangeHorizon",
                            "asks who is writing orders, and reads none",
                            "HORIZON"),
                    across(
                            "dev.tributary.vault.Erasures",
                            "erasures are repeated for every merchant after a restore",
                            "RECENT"),
                    across("dev.tributary.vault.InboxKeys", "keys of a day end for every merchant", "DESTROY"))
            .flatMap(reasons -> reasons.entrySet().stream())
            .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));

    /** Statements that read another module's schema, with the reason. */
    private static final Map<String, String> ACROSS_MODULES = Map.of(
            "dev.tributary.orders.PromisedLineBooks.WRONG",
            "verify compares what orders and inventory say of one promise",
            "dev.tributary.orders.QuotaBooks.NEXT",
            "verify compares quotas with orders' promises",
            "dev.tributary.orders.QuotaBooks.QUOTAS",
            "verify compares quotas with orders' promises",
            "dev.tributary.orders.QuotaBooks.WRONG",
            "verify compares quotas with orders' promises",
            "dev.tributary.orders.WaitingLineBooks.LINES",
            "verify compares who waits with orders' lines",
            "dev.tributary.orders.WaitingLineBooks.PLACES",
            "verify compares who waits with orders' lines",
            "dev.tributary.orders.WaitingLineBooks.PROMISED",
            "verify compares who waits with orders' lines");

    private final DataSource database = TestPostgres.freshDatabase();
    private final List<Statement> statements = SqlConstants.all();

    @Test
    void everyStatementIsPreparedAgainstTheMigratedSchema() throws SQLException {
        var broken = new TreeMap<String, String>();
        try (var connection = database.getConnection()) {
            for (Statement statement : statements) {
                if (!INCOMPLETE.containsKey(statement.place())) {
                    prepare(connection, statement, broken);
                }
            }
        }
        assertThat(broken).isEmpty();
        assertThat(statements).hasSizeGreaterThan(50);
    }

    @Test
    void everyStatementOnATenantsTableNamesTheMerchant() {
        var tenants = Set.copyOf(JdbcClient.create(database)
                .sql("select table_schema || '.' || table_name from information_schema.columns"
                        + " where column_name = 'merchant_id'")
                .query(String.class)
                .list());
        var blind = new TreeSet<String>();
        for (Statement statement : statements) {
            if (!statement.sql().contains("merchant_id")
                    && tables(statement).stream().anyMatch(tenants::contains)
                    && !ACROSS_MERCHANTS.containsKey(statement.place())) {
                blind.add(statement.place());
            }
        }
        assertThat(blind).isEmpty();
    }

    @Test
    void everyModuleTouchesOnlyItsOwnSchema() {
        var trespassing = new TreeSet<String>();
        for (Statement statement : statements) {
            boolean home = tables(statement).stream().allMatch(table -> table.startsWith(statement.module() + "."));
            if (!home && !ACROSS_MODULES.containsKey(statement.place())) {
                trespassing.add(statement.place());
            }
        }
        assertThat(trespassing).isEmpty();
    }

    @Test
    void noExceptionOutlivesItsStatement() {
        var places = statements.stream().map(Statement::place).collect(Collectors.toSet());
        assertThat(List.of(INCOMPLETE, ACROSS_MERCHANTS, ACROSS_MODULES))
                .flatMap(Map::keySet)
                .allMatch(places::contains);
    }

    private static Map<String, String> across(String type, String reason, String... constants) {
        return Stream.of(constants).collect(Collectors.toMap(constant -> type + "." + constant, constant -> reason));
    }

    /** The server parses and plans the types; nothing is run. */
    private static void prepare(Connection connection, Statement statement, Map<String, String> broken) {
        var parsed = NamedParameterUtils.parseSqlStatement(statement.sql());
        String sql = NamedParameterUtils.substituteNamedParameters(parsed, new MapSqlParameterSource());
        try (var prepared = connection.prepareStatement(sql)) {
            prepared.getParameterMetaData();
        } catch (SQLException e) {
            broken.put(statement.place(), String.valueOf(e.getMessage()));
        }
    }

    private static Collection<String> tables(Statement statement) {
        return TABLE.matcher(statement.sql())
                .results()
                .map(MatchResult::group)
                .collect(Collectors.toCollection(ArrayList::new));
    }
}
