package dev.tributary.channels.account;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tributary.channels.adapter.AdapterFiles;
import dev.tributary.inventory.Node;
import dev.tributary.inventory.Nodes;
import dev.tributary.kernel.ChannelId;
import dev.tributary.kernel.MerchantId;
import dev.tributary.kernel.NodeId;
import dev.tributary.kernel.ProblemException;
import dev.tributary.kernel.Region;
import dev.tributary.kernel.Violation;
import dev.tributary.testing.TestPostgres;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.json.JsonMapper;

class ChannelAccountsTest {

    private static final MerchantId MERCHANT = new MerchantId(7);
    private static final ChannelId CHANNEL = new ChannelId(42);
    private static final Map<String, Object> SHOPIFY = Map.of(
            "shopDomain",
            "shop.example",
            "webhookSecret",
            "quiet-1",
            "apiBaseUrl",
            "http://localhost:1/admin",
            "accessToken",
            "quiet-2",
            "locationId",
            "9");

    @TempDir
    Path keys;

    private JdbcClient jdbc;
    private JdbcChannelAccounts accounts;

    @BeforeEach
    void open() {
        jdbc = JdbcClient.create(TestPostgres.freshDatabase());
        accounts = accounts();
    }

    private JdbcChannelAccounts accounts() {
        return accounts(new AdapterFiles());
    }

    private JdbcChannelAccounts accounts(AdapterFiles files) {
        return new JdbcChannelAccounts(new AccountStore(jdbc), files, keys, new OneNode(), new JsonMapper());
    }

    /** By {@code equals} lanes see that they speak for another account. */
    @Test
    void anAccountIsAnotherOneWhenItsAdapterFileChangedAndOnlyThen(@TempDir Path directory) throws Exception {
        var file = directory.resolve("tills.yaml");
        var text = "adapter: tills\nintent: fact\nrests-on: {}\n";
        Files.writeString(file, text);
        var files = new AdapterFiles(directory);
        var reading = accounts(files);
        reading.save(MERCHANT, CHANNEL, "tills", Map.of());
        reading.save(MERCHANT, new ChannelId(43), "shopify", SHOPIFY);
        var before = reading.openAll();
        files.look();
        assertThat(reading.openAll()).isEqualTo(before);

        Files.writeString(file, text + "personal: [name]\n");
        files.look();
        assertThat(reading.openAll()).hasSize(2).filteredOn(before::contains).hasSize(1);
        assertThat(reading.openAll()).extracting(OpenAccount::adapter).contains(files.of("tills"));

        // The channel of an adapter that is gone is closed; nothing else is.
        Files.move(file, directory.resolve("gone.yaml"));
        Files.writeString(directory.resolve("gone.yaml"), text.replace("tills", "gone"));
        files.look();
        files.look();
        reading.save(MERCHANT, new ChannelId(44), "gone", Map.of());
        Files.delete(directory.resolve("gone.yaml"));
        files.look();
        files.look();
        assertThat(reading.openAll()).hasSize(2);
        assertThat(reading.open(new ChannelId(44))).isEmpty();
        assertThat(reading.find(MERCHANT, new ChannelId(44))).isEmpty();
    }

    @Test
    void anAccountIsSavedAndItsSecretsAreNeverGivenBack() {
        var saved = accounts.save(MERCHANT, CHANNEL, "shopify", SHOPIFY);

        assertThat(saved.door()).contains("/doors/shopify/42");
        assertThat(saved.secretsSet()).containsExactlyInAnyOrder("webhookSecret", "accessToken");
        assertThat(saved.settings()).containsOnlyKeys("shopDomain", "apiBaseUrl", "locationId");
        assertThat(accounts.find(MERCHANT, CHANNEL)).contains(saved);
        assertThat(accounts.find(new MerchantId(8), CHANNEL)).isEmpty();
    }

    @Test
    void secretsAreEncryptedAtRestAndOpenAgainAfterARestart() throws Exception {
        accounts.save(MERCHANT, CHANNEL, "shopify", SHOPIFY);

        var row = jdbc.sql("select settings::text || encode(secrets, 'escape') from channels.account")
                .query(String.class)
                .single();
        assertThat(row).doesNotContain("quiet");
        assertThat(accounts().open(CHANNEL).orElseThrow().text("webhookSecret")).isEqualTo("quiet-1");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(keys.resolve("channels.key"))))
                .isEqualTo("rw-------");
    }

    @Test
    void aSecretLeftOutStaysAsItIs() {
        accounts.save(MERCHANT, CHANNEL, "shopify", SHOPIFY);
        accounts.save(
                MERCHANT,
                CHANNEL,
                "shopify",
                Map.of(
                        "shopDomain",
                        "other.example",
                        "apiBaseUrl",
                        "http://localhost:1/admin",
                        "accessToken",
                        "quiet-3",
                        "locationId",
                        "9"));

        var open = accounts.open(CHANNEL).orElseThrow();
        assertThat(open.text("webhookSecret")).isEqualTo("quiet-1");
        assertThat(open.text("accessToken")).isEqualTo("quiet-3");
        assertThat(open.text("shopDomain")).isEqualTo("other.example");
        assertThat(open.withoutSecrets()).doesNotContainKeys("webhookSecret", "accessToken");
    }

    @Test
    void everythingWrongIsNamedAtOnceAndNothingIsSaved() {
        assertThatThrownBy(() -> accounts.save(
                        MERCHANT,
                        CHANNEL,
                        "meituan",
                        Map.of(
                                "appId",
                                "",
                                "apiBaseUrl",
                                "ftp://x",
                                "colour",
                                "red",
                                "stores",
                                Map.of("poi/3", "nowhere"),
                                "callsPerSecond",
                                "-1")))
                .isInstanceOfSatisfying(
                        ProblemException.class,
                        problem -> assertThat(problem.violations())
                                .extracting(Violation::pointer, Violation::code)
                                .containsExactlyInAnyOrder(
                                        org.assertj.core.groups.Tuple.tuple("/account/colour", "unknown_field"),
                                        org.assertj.core.groups.Tuple.tuple("/account/appId", "text"),
                                        org.assertj.core.groups.Tuple.tuple("/account/appSecret", "required"),
                                        org.assertj.core.groups.Tuple.tuple("/account/apiBaseUrl", "url"),
                                        org.assertj.core.groups.Tuple.tuple("/account/stores/poi~13", "unknown_node"),
                                        org.assertj.core.groups.Tuple.tuple("/account/callsPerSecond", "number")));
        assertThat(accounts.find(MERCHANT, CHANNEL)).isEmpty();
    }

    @Test
    void anUnknownAdapterIsAViolation() {
        assertThatThrownBy(() -> accounts.check(MERCHANT, Optional.empty(), "nosuch", Map.of()))
                .isInstanceOfSatisfying(
                        ProblemException.class,
                        problem -> assertThat(problem.violations())
                                .extracting(Violation::pointer)
                                .containsExactly("/adapter"));
    }

    private static final class OneNode implements Nodes {

        private final Node store = new Node(
                MERCHANT,
                new NodeId(3),
                "store-3",
                "Store 3",
                Node.Kind.STORE,
                new Region("CN", "310101"),
                Optional.empty(),
                Optional.empty(),
                Set.of(Node.Ability.INSTANT),
                0);

        @Override
        public Optional<Node> node(MerchantId merchant, NodeId node) {
            return Optional.of(store)
                    .filter(it -> it.id().equals(node) && it.merchant().equals(merchant));
        }

        @Override
        public Optional<Node> byCode(MerchantId merchant, String code) {
            return Optional.of(store)
                    .filter(it -> it.code().equals(code) && it.merchant().equals(merchant));
        }

        @Override
        public List<Node> all(MerchantId merchant) {
            return List.of(store);
        }

        @Override
        public Node save(MerchantId merchant, Draft draft) {
            throw new UnsupportedOperationException();
        }
    }
}
