package dev.tributary.vault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tributary.database.WriteGroup;
import dev.tributary.kernel.MerchantId;
import dev.tributary.kernel.Problem;
import dev.tributary.kernel.ProblemException;
import dev.tributary.testing.TestPostgres;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executors;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

@ExtendWith(OutputCaptureExtension.class)
class VaultTest {

    private static final MerchantId MERCHANT = new MerchantId(7);
    private static final MerchantId NEIGHBOUR = new MerchantId(8);
    private static final String NAME = "李雷雷";
    private static final String PHONE = "13512342210";
    private static final String EMAIL = "leilei.li@example.com";
    private static final String ADDRESS = "上海市黄浦区南京东路 88 号 1201 室";
    private static final List<String> TEXTS =
            List.of(NAME, PHONE, "1351234", EMAIL, "leilei", ADDRESS, "南京东路", "1201 室");

    private final DataSource database = TestPostgres.freshDatabase();
    private final JdbcClient jdbc = JdbcClient.create(database);
    private final TransactionTemplate transaction = new TransactionTemplate(new JdbcTransactionManager(database));

    @TempDir
    private Path keys;

    private Instant now = Instant.parse("2026-11-22T10:00:00Z");
    private Vault vault;

    @BeforeEach
    void openVault() {
        vault = node().vault();
    }

    @Test
    void whatWasSealedCanBeReadAgainInClearAndTheLookIsRecorded() {
        Sealed sealed = stored(leilei());

        assertThat(vault.reveal(MERCHANT, sealed.recordId(), "anna", "parcel came back"))
                .isEqualTo(leilei());

        assertThat(jdbc.sql("select record_id || ' ' || viewer || ' ' || reason from vault.view where merchant_id = 7")
                        .query(String.class)
                        .list())
                .containsExactly(sealed.recordId() + " anna parcel came back");
    }

    @Test
    void aLookIsRecordedEvenWhenThereIsNothingToSee() {
        assertThatThrownBy(() -> vault.reveal(MERCHANT, 4711, "anna", "curious"))
                .isInstanceOfSatisfying(
                        ProblemException.class, it -> assertThat(it.problem()).isEqualTo(Problem.NOT_FOUND));
        assertThat(count("vault.view")).isEqualTo(1);
    }

    @Test
    void nobodyLooksWithoutSayingWhoAndWhy() {
        long record = stored(leilei()).recordId();
        assertThatThrownBy(() -> vault.reveal(MERCHANT, record, "anna", " ")).isInstanceOf(ProblemException.class);
        assertThatThrownBy(() -> vault.reveal(MERCHANT, record, "", "why")).isInstanceOf(ProblemException.class);
        assertThat(count("vault.view")).isZero();
    }

    @Test
    void screensSeeMaskedDataOnly() {
        Sealed sealed = stored(leilei());
        assertThat(vault.masked(MERCHANT, List.of(sealed.recordId(), 4711L)))
                .containsOnlyKeys(sealed.recordId())
                .containsValue(personal("李**", "135****2210", "l****@example.com", "上海市黄浦区****"));
    }

    @Test
    void anotherMerchantSeesFindsAndErasesNothing() {
        Sealed sealed = stored(leilei());

        assertThat(vault.masked(NEIGHBOUR, List.of(sealed.recordId()))).isEmpty();
        assertThat(vault.find(NEIGHBOUR, PHONE, 10)).isEmpty();
        assertThatThrownBy(() -> vault.reveal(NEIGHBOUR, sealed.recordId(), "anna", "why"))
                .isInstanceOf(ProblemException.class);
        assertThatThrownBy(() -> vault.erase(NEIGHBOUR, sealed.personId(), "anna"))
                .isInstanceOf(ProblemException.class);
        assertThat(vault.reveal(MERCHANT, sealed.recordId(), "anna", "why")).isEqualTo(leilei());
    }

    @Test
    void theSamePhoneIsTheSamePersonHoweverItIsWritten() {
        long person = vault.seal(MERCHANT, leilei()).personId();
        for (String phone : List.of("+86 135 1234 2210", "0086-135-1234-2210", "１３５１２３４２２１０", "86 13512342210")) {
            assertThat(vault.seal(MERCHANT, personal("Lei", phone, "", "")).personId())
                    .as(phone)
                    .isEqualTo(person);
        }
        assertThat(node().vault().seal(MERCHANT, leilei()).personId())
                .as("on another node")
                .isEqualTo(person);
        assertThat(vault.seal(NEIGHBOUR, leilei()).personId())
                .as("at another merchant")
                .isNotEqualTo(person);
    }

    @Test
    void aMaskedLentOrMissingPhoneNamesNobody() {
        for (String phone : List.of("135****2210", "13512342210_1234", "none", "")) {
            PersonalData data = personal(NAME, phone, "", "");
            assertThat(vault.seal(MERCHANT, data).personId())
                    .as(phone)
                    .isNotEqualTo(vault.seal(MERCHANT, data).personId());
        }
    }

    @Test
    void recordsAreFoundByPhoneOrNameNewestFirst() {
        long first = stored(leilei()).recordId();
        long second = stored(personal("韩 梅梅", "+86 " + PHONE, "", "")).recordId();
        long lent = stored(personal(NAME, "13812345678_4321", "", "")).recordId();

        assertThat(vault.find(MERCHANT, "135 1234 2210", 10)).containsExactly(second, first);
        assertThat(vault.find(MERCHANT, "１３５１２３４２２１０", 1)).containsExactly(second);
        assertThat(vault.find(MERCHANT, " 李雷 雷", 10)).containsExactly(lent, first);
        assertThat(vault.find(MERCHANT, "韩梅梅", 10)).containsExactly(second);
        assertThat(vault.find(MERCHANT, "13812345678_4321", 10)).containsExactly(lent);
        assertThat(vault.find(MERCHANT, "李", 10)).isEmpty();
        assertThat(vault.find(MERCHANT, "", 10)).isEmpty();
    }

    @Test
    void aPersonSeenBeforeCostsNoStatement() {
        Sealed before = vault.seal(MERCHANT, leilei());
        jdbc.sql("alter table vault.person rename to person_away").update();
        assertThat(vault.seal(MERCHANT, leilei()).personId()).isEqualTo(before.personId());
    }

    @Test
    void manyNewPeopleAtOnceOnTwoNodesAreMadeOnce() throws Exception {
        List<Vault> nodes = List.of(node().vault(), node().vault());
        Set<Long> people = Collections.synchronizedSet(new HashSet<>());
        try (var callers = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < 4_000; i++) {
                Vault node = nodes.get(i % 2);
                String phone = "139%08d".formatted(i / 4);
                callers.submit(() -> people.add(
                        node.seal(MERCHANT, personal(NAME, phone, "", "")).personId()));
            }
        }
        assertThat(people).hasSize(1_000);
        assertThat(count("vault.person")).isEqualTo(1_000);
        assertThat(jdbc.sql("select count(distinct xmin::text) from vault.person")
                        .query(Long.class)
                        .single())
                .as("transactions that made them")
                .isLessThan(500);
    }

    @Test
    void anOutageReachesEveryCallerAndTheNextIsServedAgain() {
        jdbc.sql("alter table vault.person rename to person_away").update();
        assertThatThrownBy(() -> vault.seal(MERCHANT, leilei())).isInstanceOf(RuntimeException.class);
        jdbc.sql("alter table vault.person_away rename to person").update();
        assertThat(vault.seal(MERCHANT, leilei()).personId()).isPositive();
    }

    @Test
    void recordsLiveAndDieWithTheCallersTransaction() {
        Sealed sealed = vault.seal(MERCHANT, leilei());
        assertThatThrownBy(() -> store(vault, sealed)).isInstanceOf(IllegalStateException.class);
        transaction.executeWithoutResult(status -> {
            store(vault, sealed);
            status.setRollbackOnly();
        });
        assertThat(count("vault.record")).isZero();
    }

    @Test
    void nothingInTheDatabaseOrTheKeyDirectoryIsReadable(CapturedOutput output) throws Exception {
        Sealed sealed = stored(leilei());
        vault.reveal(MERCHANT, sealed.recordId(), "anna", "parcel came back");
        vault.sealBytes(MERCHANT, ADDRESS.getBytes(StandardCharsets.UTF_8));

        assertThat(Clear.columnsWith(database, TEXTS)).isEmpty();
        assertThat(Clear.filesWith(keys, TEXTS)).isEmpty();
        assertThat(output).doesNotContain(TEXTS);
        assertThat(leilei().toString()).doesNotContain(TEXTS);
        // The search itself is able to find: the viewer stands in clear.
        assertThat(Clear.columnsWith(database, List.of("anna"))).containsExactly("vault.view.viewer");
    }

    @Test
    void anErasedPersonIsUnreadableEverywhereAndNowhereInClear(CapturedOutput output) throws Exception {
        Vault otherNode = node().vault();
        Sealed first = stored(leilei());
        Sealed second = stored(personal("雷雷", PHONE, "", ADDRESS));
        Sealed somebodyElse = stored(personal("韩梅梅", "13900000000", "", ""));
        otherNode.seal(MERCHANT, leilei());

        vault.erase(MERCHANT, first.personId(), "anna");
        vault.erase(MERCHANT, first.personId(), "twice is once");

        for (Vault node : List.of(vault, otherNode)) {
            assertThat(node.masked(MERCHANT, List.of(first.recordId(), second.recordId(), somebodyElse.recordId())))
                    .containsOnlyKeys(somebodyElse.recordId());
            assertThat(node.find(MERCHANT, PHONE, 10)).isEmpty();
            assertThat(node.find(MERCHANT, NAME, 10)).isEmpty();
            assertThatThrownBy(() -> node.reveal(MERCHANT, first.recordId(), "anna", "why"))
                    .isInstanceOf(ProblemException.class);
        }
        assertThat(Clear.columnsWith(database, TEXTS)).isEmpty();
        assertThat(Clear.filesWith(keys, TEXTS)).isEmpty();
        assertThat(output).doesNotContain(TEXTS);
        assertThat(jdbc.sql("select person_id || ' ' || actor from vault.erasure")
                        .query(String.class)
                        .list())
                .containsExactly(first.personId() + " anna");
    }

    @Test
    void whoComesBackAfterErasureIsANewPersonWithANewKey() {
        Sealed before = stored(leilei());
        vault.erase(MERCHANT, before.personId(), "anna");
        Sealed after = stored(leilei());
        assertThat(after.personId()).isNotEqualTo(before.personId());
        assertThat(vault.find(MERCHANT, PHONE, 10)).containsExactly(after.recordId());
    }

    @Test
    void aNodeThatHasNotHeardOfAnErasureYetStoresNothingUnreadable() {
        var otherNode = node();
        otherNode.vault().seal(MERCHANT, leilei());
        vault.erase(MERCHANT, vault.seal(MERCHANT, leilei()).personId(), "anna");

        Sealed stale = otherNode.vault().seal(MERCHANT, leilei());
        assertThatThrownBy(() -> transaction.executeWithoutResult(status -> store(otherNode.vault(), stale)))
                .isInstanceOf(DataIntegrityViolationException.class);

        otherNode.erasures().hear();
        Sealed fresh = otherNode.vault().seal(MERCHANT, leilei());
        transaction.executeWithoutResult(status -> store(otherNode.vault(), fresh));
        assertThat(vault.reveal(MERCHANT, fresh.recordId(), "anna", "why")).isEqualTo(leilei());
    }

    @Test
    void aRestoredBackupGetsItsErasuresAppliedAgain() {
        Sealed sealed = stored(leilei());
        Sealed somebodyElse = stored(personal("韩梅梅", "13900000000", "", ""));
        jdbc.sql("create table public.backup_person as select * from vault.person")
                .update();
        jdbc.sql("create table public.backup_record as select * from vault.record")
                .update();
        vault.erase(MERCHANT, sealed.personId(), "anna");
        jdbc.sql("delete from vault.erasure").update();
        jdbc.sql("delete from vault.person").update();
        jdbc.sql("delete from vault.record").update();
        jdbc.sql("insert into vault.person select * from public.backup_person").update();
        jdbc.sql("insert into vault.record select * from public.backup_record").update();

        var restored = node();
        assertThat(restored.erasures().applyAgain()).isEqualTo(1);
        assertThat(restored.erasures().applyAgain()).isZero();

        assertThat(restored.vault().masked(MERCHANT, List.of(sealed.recordId(), somebodyElse.recordId())))
                .containsOnlyKeys(somebodyElse.recordId());
        assertThat(count("vault.erasure")).isEqualTo(1);
    }

    @Test
    void keysAreForTheirOwnerOnlyAndTheDatabaseCannotBeReadWithoutThem() throws Exception {
        Sealed sealed = stored(leilei());
        Path file = keys.resolve("merchant-7.key");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");

        byte[] secret = Files.readAllBytes(file);
        Files.delete(file);
        assertThatThrownBy(() -> node().vault().masked(MERCHANT, List.of(sealed.recordId())))
                .hasMessageContaining("the key of merchant 7 is not in")
                .hasMessageContaining("merchant-7.key");
        assertThat(file).doesNotExist();

        Files.write(file, new byte[32]);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
        assertThatThrownBy(() -> node().vault().masked(MERCHANT, List.of(sealed.recordId())))
                .hasMessageContaining("is not the key this database was written with");

        Files.write(file, secret);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r-----"));
        assertThatThrownBy(() -> node().vault().masked(MERCHANT, List.of(sealed.recordId())))
                .hasMessageContaining("others may read the key file");
    }

    @Test
    void aNodeWithKeysOfItsOwnIsRefusedBeforeItWritesAnything(@TempDir Path otherKeys) {
        stored(leilei());
        var stranger = TestVault.node(database, otherKeys, Clock.systemUTC()).vault();
        assertThatThrownBy(() -> stranger.seal(MERCHANT, leilei())).hasMessageContaining("is not in " + otherKeys);
        assertThat(otherKeys).isEmptyDirectory();
    }

    @Test
    void aRecordMovedToAnotherPlaceDoesNotOpen() {
        long mine = stored(leilei()).recordId();
        long other = stored(personal(NAME, PHONE, "", "北京市朝阳区")).recordId();
        jdbc.sql("update vault.record set cipher = (select cipher from vault.record where record_id = ?)")
                .param(other)
                .update();
        assertThatThrownBy(() -> vault.reveal(MERCHANT, mine, "anna", "why")).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void inboxBytesAreReadableUntilTheirRetentionEndsAndThenNeverAgain() {
        byte[] clear = ("{\"name\":\"" + NAME + "\"}").getBytes(StandardCharsets.UTF_8);
        byte[] sealed = vault.sealBytes(MERCHANT, clear);
        byte[] wrapped = jdbc.sql("select wrapped_key from vault.inbox_key")
                .query(byte[].class)
                .single();

        assertThat(vault.openBytes(MERCHANT, sealed)).isEqualTo(clear);
        assertThatThrownBy(() -> vault.openBytes(NEIGHBOUR, sealed)).isInstanceOf(RuntimeException.class);

        now = now.plus(Duration.ofDays(30));
        byte[] later = vault.sealBytes(MERCHANT, clear);
        assertThat(node().inboxKeys().destroyExpired()).isZero();
        assertThat(node().vault().openBytes(MERCHANT, sealed)).isEqualTo(clear);

        now = now.plus(Duration.ofDays(1));
        assertThatThrownBy(() -> vault.openBytes(MERCHANT, sealed))
                .as("also on a node that still has the key in memory")
                .isInstanceOf(ProblemException.class);
        assertThat(node().inboxKeys().destroyExpired()).isEqualTo(1);
        assertThat(jdbc.sql("select wrapped_key from vault.inbox_key")
                        .query(byte[].class)
                        .list())
                .doesNotContain(wrapped);
        assertThat(node().vault().openBytes(MERCHANT, later)).isEqualTo(clear);
    }

    @Test
    void anInboxKeyOutlivesTheTransactionItWasMadeIn() {
        byte[] sealed = transaction.execute(status -> {
            status.setRollbackOnly();
            return vault.sealBytes(MERCHANT, new byte[] {1, 2, 3});
        });
        assertThat(node().vault().openBytes(MERCHANT, sealed)).containsExactly(1, 2, 3);
    }

    @Test
    void tooMuchTextIsRefusedWithEveryFieldNamed() {
        PersonalData data = personal("n".repeat(201), "1".repeat(65), "e".repeat(321), "a".repeat(1_001));
        assertThatThrownBy(() -> vault.seal(MERCHANT, data))
                .isInstanceOfSatisfying(
                        ProblemException.class,
                        it -> assertThat(it.violations())
                                .extracting(violation -> violation.pointer())
                                .containsExactly("name", "phone", "email", "address"));
        assertThat(count("vault.person")).isZero();
    }

    private TestVault.Node node() {
        return TestVault.node(database, keys, new Clock() {
            @Override
            public Instant instant() {
                return now;
            }

            @Override
            public java.time.ZoneId getZone() {
                return ZoneOffset.UTC;
            }

            @Override
            public Clock withZone(java.time.ZoneId zone) {
                throw new UnsupportedOperationException();
            }
        });
    }

    private Sealed stored(PersonalData data) {
        Sealed sealed = vault.seal(MERCHANT, data);
        transaction.executeWithoutResult(status -> store(vault, sealed));
        return sealed;
    }

    private void store(Vault node, Sealed sealed) {
        var group = new WriteGroup();
        node.store(List.of(sealed), group);
        group.run(new JdbcTemplate(database));
    }

    private long count(String table) {
        return jdbc.sql("select count(*) from " + table).query(Long.class).single();
    }

    private static PersonalData leilei() {
        return personal(NAME, PHONE, EMAIL, ADDRESS);
    }

    /** An empty text is one that was not given. */
    private static PersonalData personal(String name, String phone, String email, String address) {
        return new PersonalData(given(name), given(phone), given(email), given(address));
    }

    private static Optional<String> given(String text) {
        return Optional.of(text).filter(it -> !it.isEmpty());
    }
}
