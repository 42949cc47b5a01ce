package dev.tributary.vault;

import dev.tributary.database.Columns;
import dev.tributary.database.WriteGroup;
import dev.tributary.database.WriteGroup.Message;
import dev.tributary.kernel.MerchantId;
import dev.tributary.vault.MerchantKey.Use;
import java.nio.ByteBuffer;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The sealed records: written in the caller's transaction, read with the key of their person, if it still exists. */
final class RecordStore {

    // A person erased on another node a moment ago has no row: then person_id is null and the database refuses the
    // record (class 23), rather than keep what nobody could ever read.
    static final String STORE = """
            insert into vault.record (merchant_id, record_id, person_id, tokens, cipher)
            select merchant_id, record_id,
                   (select person.person_id from vault.person
                     where person.merchant_id = new.merchant_id and person.person_id = new.person_id),
                   tokens, cipher
              from unnest(?::bigint[], ?::bigint[], ?::bigint[], ?::bytea[], ?::bytea[])
                   as new (merchant_id, record_id, person_id, tokens, cipher)
            """;
    static final String READ = """
            select record.record_id, record.person_id, record.cipher, person.wrapped_key
              from vault.record
              join vault.person using (merchant_id, person_id)
             where record.merchant_id = ? and record.record_id = any (?::bigint[])
            """;
    static final String FIND = """
            select record.record_id
              from vault.search_token
              join vault.record using (merchant_id, person_id)
             where search_token.merchant_id = :merchant and search_token.token = :token
               and position(:token in record.tokens) > 0
             order by record.record_id desc
             limit :limit
            """;

    static final String PERSON_OF =
            "select person_id from vault.record where merchant_id = :merchant and record_id = :record";

    private final JdbcClient jdbc;

    RecordStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    void store(List<Sealed> records, WriteGroup group) {
        var columns = new Columns();
        var merchant = columns.longs();
        var record = columns.longs();
        var person = columns.longs();
        var tokens = columns.bytes();
        var cipher = columns.bytes();
        for (var sealed : records) {
            merchant.add(sealed.merchant().value());
            record.add(sealed.recordId());
            person.add(sealed.personId());
            tokens.add(joined(sealed.searchTokens()));
            cipher.add(sealed.cipher());
        }
        group.add(Message.MAKING, STORE, columns);
    }

    /** In clear, by record; those of erased people are absent. */
    Map<Long, PersonalData> read(MerchantKey key, Collection<Long> recordIds) {
        Map<Long, PersonalData> clear = new HashMap<>();
        jdbc.sql(READ)
                .params(
                        key.merchant().value(),
                        recordIds.stream().mapToLong(Long::longValue).toArray())
                .query(row -> {
                    long record = row.getLong(1);
                    long person = row.getLong(2);
                    byte[] bytes = AesGcm.open(
                            key.unwrap(row.getBytes(4), Use.PERSON, person),
                            row.getBytes(3),
                            key.context(Use.RECORD, record, person));
                    clear.put(record, PersonalDataCodec.decode(bytes));
                });
        return clear;
    }

    List<Long> find(MerchantId merchant, byte[] token, int limit) {
        return jdbc.sql(FIND)
                .param("merchant", merchant.value())
                .param("token", token)
                .param("limit", limit)
                .query(Long.class)
                .list();
    }

    Optional<Long> personOf(MerchantId merchant, long recordId) {
        return jdbc.sql(PERSON_OF)
                .param("merchant", merchant.value())
                .param("record", recordId)
                .query(Long.class)
                .optional();
    }

    private static byte[] joined(List<byte[]> tokens) {
        ByteBuffer joined = ByteBuffer.allocate(tokens.size() * MerchantKey.TOKEN_BYTES);
        tokens.forEach(joined::put);
        return joined.array();
    }
}
