package dev.tributary.vault;

import dev.tributary.database.SequenceBlocks;
import dev.tributary.vault.MerchantKey.Use;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

/** Finds or makes people, three statements and one commit for a whole group. */
final class PersonStore {

    // Ordered, so that two nodes that make the same people never wait for each other in a circle.
    static final String MAKE = """
            insert into vault.person (merchant_id, person_id, identity, wrapped_key)
            select merchant_id, person_id, identity, wrapped_key
              from unnest(?::bigint[], ?::bigint[], ?::bytea[], ?::bytea[])
                   as new (merchant_id, person_id, identity, wrapped_key)
             order by merchant_id, identity, person_id
                on conflict (merchant_id, identity) do nothing
            """;
    // Locked, so that an erasure does not slip in before their search tokens are written.
    static final String FIND = """
            select merchant_id, identity, person_id, wrapped_key
              from vault.person
              join unnest(?::bigint[], ?::bytea[]) as wanted (merchant_id, identity) using (merchant_id, identity)
             order by merchant_id, identity
               for key share of person
            """;
    static final String TELL_TOKENS = """
            insert into vault.search_token (merchant_id, token, person_id)
            select merchant_id, token, person_id
              from unnest(?::bigint[], ?::bytea[], ?::bigint[]) as new (merchant_id, token, person_id)
             order by merchant_id, token, person_id
                on conflict do nothing
            """;

    private final JdbcClient jdbc;
    private final TransactionTemplate ownTransaction;
    private final SequenceBlocks personIds;

    PersonStore(JdbcClient jdbc, PlatformTransactionManager transactions) {
        this.jdbc = jdbc;
        this.ownTransaction = new TransactionTemplate(transactions);
        ownTransaction.setPropagationBehavior(TransactionDefinition.PROPAGATION_REQUIRES_NEW);
        this.personIds = new SequenceBlocks(jdbc, "vault.person_id", 1000);
    }

    /** One person for each of the group, in its order; the same identity gives the same person. */
    List<Person> findOrMake(List<NewPerson> group) {
        List<Draft> drafts = drafts(group);
        return ownTransaction.execute(status -> {
            make(drafts);
            Map<Name, Person> found = find(drafts);
            List<Person> people = new ArrayList<>(group.size());
            for (NewPerson wanted : group) {
                people.add(found.get(Name.of(wanted)));
            }
            tellTokens(group, people);
            return people;
        });
    }

    private List<Draft> drafts(List<NewPerson> group) {
        Map<Name, Draft> drafts = new HashMap<>();
        for (NewPerson wanted : group) {
            drafts.computeIfAbsent(Name.of(wanted), name -> Draft.of(wanted, personIds.next()));
        }
        return List.copyOf(drafts.values());
    }

    private void make(List<Draft> drafts) {
        jdbc.sql(MAKE)
                .params(
                        drafts.stream().mapToLong(it -> it.wanted.merchant()).toArray(),
                        drafts.stream().mapToLong(it -> it.person.id()).toArray(),
                        drafts.stream()
                                .map(it -> it.wanted.identity().orElse(null))
                                .toArray(byte[][]::new),
                        drafts.stream().map(it -> it.wrappedKey).toArray(byte[][]::new))
                .update();
    }

    private Map<Name, Person> find(List<Draft> drafts) {
        Map<Name, Person> found = new HashMap<>();
        Map<Long, MerchantKey> keys = new HashMap<>();
        List<Draft> named = new ArrayList<>();
        for (Draft draft : drafts) {
            keys.put(draft.wanted.merchant(), draft.wanted.key());
            if (draft.wanted.identity().isPresent()) {
                named.add(draft);
            } else {
                found.put(Name.of(draft.wanted), draft.person);
            }
        }
        if (named.isEmpty()) {
            return found;
        }
        jdbc.sql(FIND)
                .params(
                        named.stream().mapToLong(it -> it.wanted.merchant()).toArray(),
                        named.stream()
                                .map(it -> it.wanted.identity().orElseThrow())
                                .toArray(byte[][]::new))
                .query(row -> {
                    long merchant = row.getLong(1);
                    long id = row.getLong(3);
                    MerchantKey key = keys.get(merchant);
                    if (key == null) {
                        throw new IllegalStateException(
                                "a person of merchant %d, who was not asked for".formatted(merchant));
                    }
                    found.put(
                            new Name(merchant, ByteBuffer.wrap(row.getBytes(2)), null),
                            new Person(id, key.unwrap(row.getBytes(4), Use.PERSON, id)));
                });
        return found;
    }

    private void tellTokens(List<NewPerson> group, List<Person> people) {
        record Token(long merchant, byte[] token, long person) {}
        List<Token> tokens = new ArrayList<>();
        for (int i = 0; i < group.size(); i++) {
            NewPerson wanted = group.get(i);
            for (byte[] token : wanted.tokens()) {
                tokens.add(new Token(wanted.merchant(), token, people.get(i).id()));
            }
        }
        if (tokens.isEmpty()) {
            return;
        }
        tokens.sort(Comparator.comparingLong(Token::merchant)
                .thenComparing(Token::token, Arrays::compareUnsigned)
                .thenComparingLong(Token::person));
        jdbc.sql(TELL_TOKENS)
                .params(
                        tokens.stream().mapToLong(Token::merchant).toArray(),
                        tokens.stream().map(Token::token).toArray(byte[][]::new),
                        tokens.stream().mapToLong(Token::person).toArray())
                .update();
    }

    /** What makes two of a group the same: the identity, or else nothing but the object itself. */
    private record Name(
            long merchant,
            @Nullable ByteBuffer identity,
            @Nullable Object nobodyElse) {
        static Name of(NewPerson wanted) {
            return wanted.identity()
                    .map(identity -> new Name(wanted.merchant(), ByteBuffer.wrap(identity), null))
                    .orElseGet(() -> new Name(wanted.merchant(), null, wanted.found()));
        }
    }

    private record Draft(NewPerson wanted, Person person, byte[] wrappedKey) {
        static Draft of(NewPerson wanted, long id) {
            byte[] key = AesGcm.randomKey();
            return new Draft(
                    wanted, new Person(id, AesGcm.key(key)), wanted.key().wrap(key, Use.PERSON, id));
        }
    }
}
