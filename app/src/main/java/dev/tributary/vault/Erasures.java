package dev.tributary.vault;

import dev.tributary.kernel.MerchantId;
import dev.tributary.kernel.ProblemException;
import dev.tributary.kernel.Sha256;
import java.security.MessageDigest;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Destroys people's keys. Reading always asks the database for the key, so an erasure holds on every node from its
 * commit; memory of people seen before is cleaned here at once, on other nodes by {@link #hear()} within a second, and
 * until then the database refuses what they seal. Erasures are also remembered beside the key files: a database
 * restored from an older backup gets them applied again before it serves anyone.
 */
final class Erasures {

    private static final String LOCK = """
            select wrapped_key from vault.person
             where merchant_id = :merchant and person_id = :person
               for update
            """;
    private static final String DESTROY_KEY =
            "delete from vault.person where merchant_id = :merchant and person_id = :person";
    private static final String DESTROY_TOKENS =
            "delete from vault.search_token where merchant_id = :merchant and person_id = :person";
    private static final String RECORDS = """
            select record_id from vault.record where merchant_id = :merchant and person_id = :person
            """;
    private static final String TOKENS = """
            select token from vault.search_token where merchant_id = :merchant and person_id = :person
            """;
    private static final String CLEAR_RECORDS = """
            update vault.record set tokens = '', cipher = ''
             where merchant_id = :merchant and person_id = :person
            """;
    private static final String RECORD = """
            insert into vault.erasure (merchant_id, person_id, actor) values (:merchant, :person, :actor)
                on conflict do nothing
            """;
    private static final String ERASED_BEFORE = """
            select exists (select from vault.erasure where merchant_id = :merchant and person_id = :person)
            """;
    private static final String RECENT =
            "select person_id from vault.erasure where erased_at > now() - interval '1 minute'";

    private final KeyDirectory directory;
    private final People people;
    private final JdbcClient jdbc;
    private final TransactionTemplate transaction;
    private final List<ErasureListener> listeners;

    Erasures(
            KeyDirectory directory,
            People people,
            JdbcClient jdbc,
            PlatformTransactionManager transactions,
            List<ErasureListener> listeners) {
        this.directory = directory;
        this.people = people;
        this.jdbc = jdbc;
        this.transaction = new TransactionTemplate(transactions);
        this.listeners = listeners;
    }

    void erase(MerchantId merchant, long personId, String actor) {
        transaction.executeWithoutResult(status -> {
            Optional<byte[]> wrappedKey = lock(merchant, personId);
            if (wrappedKey.isPresent()) {
                // Before the commit: a crash in between ends in the erasure, never in one that was forgotten.
                directory.rememberErased(new ErasedKey(merchant, personId, Sha256.of(wrappedKey.get())));
                destroy(merchant, personId, actor);
            } else if (!erasedBefore(merchant, personId)) {
                throw ProblemException.notFound("no such person");
            }
        });
        people.forget(Set.of(personId));
    }

    /** After a restore, destroys again what an older backup brought back. Returns how many. */
    int applyAgain() {
        int again = 0;
        for (ErasedKey erased : directory.erased()) {
            Boolean destroyed = transaction.execute(status -> lock(erased.merchant(), erased.personId())
                    .filter(wrapped -> MessageDigest.isEqual(Sha256.of(wrapped), erased.wrappedKeyHash()))
                    .map(wrapped -> {
                        destroy(erased.merchant(), erased.personId(), "restore");
                        return true;
                    })
                    .orElse(false));
            again += Boolean.TRUE.equals(destroyed) ? 1 : 0;
        }
        return again;
    }

    /** Forgets people erased lately, on whichever node. The look back is wide: commits come late and out of order. */
    void hear() {
        List<Long> recent = jdbc.sql(RECENT).query(Long.class).list();
        if (!recent.isEmpty()) {
            people.forget(new HashSet<>(recent));
        }
    }

    private Optional<byte[]> lock(MerchantId merchant, long personId) {
        return jdbc.sql(LOCK)
                .param("merchant", merchant.value())
                .param("person", personId)
                .query((row, number) -> row.getBytes(1))
                .optional();
    }

    private void destroy(MerchantId merchant, long personId, String actor) {
        List<Long> records = jdbc.sql(RECORDS)
                .param("merchant", merchant.value())
                .param("person", personId)
                .query(Long.class)
                .list();
        List<byte[]> tokens = jdbc.sql(TOKENS)
                .param("merchant", merchant.value())
                .param("person", personId)
                .query((row, number) -> row.getBytes(1))
                .list();
        for (String statement : List.of(DESTROY_KEY, DESTROY_TOKENS, CLEAR_RECORDS)) {
            jdbc.sql(statement)
                    .param("merchant", merchant.value())
                    .param("person", personId)
                    .update();
        }
        jdbc.sql(RECORD)
                .param("merchant", merchant.value())
                .param("person", personId)
                .param("actor", actor)
                .update();
        var erased = new ErasureListener.Erased(records, tokens);
        listeners.forEach(listener -> listener.erased(merchant, erased, actor));
    }

    private boolean erasedBefore(MerchantId merchant, long personId) {
        return jdbc.sql(ERASED_BEFORE)
                .param("merchant", merchant.value())
                .param("person", personId)
                .query(Boolean.class)
                .single();
    }
}
