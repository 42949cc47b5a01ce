package dev.tributary.vault;

import dev.tributary.database.SequenceBlocks;
import dev.tributary.database.WriteGroup;
import dev.tributary.kernel.MerchantId;
import dev.tributary.kernel.ProblemException;
import dev.tributary.vault.MerchantKey.Use;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/** The vault: what is sealed where, under whose key. */
final class SealingVault implements Vault {

    private static final int RECORDS_MAX = 1_000;
    private static final byte BYTES_FORMAT = 1;
    private static final int BYTES_HEADER = 1 + Integer.BYTES;

    private final MerchantKeys keys;
    private final People people;
    private final RecordStore records;
    private final SequenceBlocks recordIds;
    private final ViewLog views;
    private final Erasures erasures;
    private final InboxKeys inboxKeys;

    SealingVault(
            MerchantKeys keys,
            People people,
            RecordStore records,
            SequenceBlocks recordIds,
            ViewLog views,
            Erasures erasures,
            InboxKeys inboxKeys) {
        this.keys = keys;
        this.people = people;
        this.records = records;
        this.recordIds = recordIds;
        this.views = views;
        this.erasures = erasures;
        this.inboxKeys = inboxKeys;
    }

    @Override
    public Sealed seal(MerchantId merchant, PersonalData data) {
        byte[] clear = PersonalDataCodec.encode(data);
        MerchantKey key = keys.of(merchant);
        Optional<String> phone = data.phone().flatMap(Normal::phone);
        Optional<byte[]> phoneToken = phone.map(it -> key.token("phone", it));
        List<byte[]> tokens = new ArrayList<>(2);
        phoneToken.ifPresent(tokens::add);
        data.name().flatMap(Normal::name).ifPresent(name -> tokens.add(key.token("name", name)));

        Person person = people.of(key, phone.filter(Normal::namesAPerson).flatMap(it -> phoneToken), tokens);
        long recordId = recordIds.next();
        byte[] cipher = AesGcm.seal(person.key(), clear, key.context(Use.RECORD, recordId, person.id()));
        return new Sealed(merchant, recordId, person.id(), cipher, List.copyOf(tokens));
    }

    @Override
    public void store(List<Sealed> sealed, WriteGroup group) {
        if (sealed.isEmpty()) {
            return;
        }
        if (!TransactionSynchronizationManager.isActualTransactionActive()) {
            throw new IllegalStateException("records are stored in the transaction of what they belong to");
        }
        records.store(sealed, group);
    }

    @Override
    public Map<Long, PersonalData> masked(MerchantId merchant, Collection<Long> recordIds) {
        if (recordIds.size() > RECORDS_MAX) {
            throw new IllegalArgumentException("at most %d records at once".formatted(RECORDS_MAX));
        }
        if (recordIds.isEmpty()) {
            return Map.of();
        }
        Map<Long, PersonalData> masked = new HashMap<>(records.read(keys.of(merchant), recordIds));
        masked.replaceAll((record, clear) -> Masks.mask(clear));
        return masked;
    }

    @Override
    public PersonalData reveal(MerchantId merchant, long recordId, String viewer, String reason) {
        views.write(merchant, recordId, viewer, reason);
        PersonalData clear = records.read(keys.of(merchant), List.of(recordId)).get(recordId);
        if (clear == null) {
            throw ProblemException.notFound("there is no such personal data, or its person was erased");
        }
        return clear;
    }

    @Override
    public List<Long> find(MerchantId merchant, String phoneOrName, int limit) {
        if (limit < 1 || limit > RECORDS_MAX) {
            throw new IllegalArgumentException("limit must be 1 to %d, not %d".formatted(RECORDS_MAX, limit));
        }
        MerchantKey key = keys.of(merchant);
        return Normal.phone(phoneOrName)
                .map(phone -> key.token("phone", phone))
                .or(() -> Normal.name(phoneOrName).map(name -> key.token("name", name)))
                .map(token -> records.find(merchant, token, limit))
                .orElse(List.of());
    }

    @Override
    public List<byte[]> phoneTokens(MerchantId merchant, Collection<String> texts, int limit) {
        MerchantKey key = keys.of(merchant);
        return texts.stream()
                .flatMap(Normal::phonesIn)
                .distinct()
                .limit(limit)
                .map(phone -> key.token("phone", phone))
                .toList();
    }

    @Override
    public long personOf(MerchantId merchant, long recordId) {
        return records.personOf(merchant, recordId)
                .orElseThrow(() -> ProblemException.notFound("there is no such personal data"));
    }

    @Override
    public void erase(MerchantId merchant, long personId, String actor) {
        erasures.erase(merchant, personId, actor);
    }

    @Override
    public byte[] sealBytes(MerchantId merchant, byte[] clear) {
        MerchantKey key = keys.of(merchant);
        int day = inboxKeys.today();
        byte[] sealed = AesGcm.seal(inboxKeys.current(key, day), clear, key.context(Use.INBOX_BYTES, day, 0));
        return ByteBuffer.allocate(BYTES_HEADER + sealed.length)
                .put(BYTES_FORMAT)
                .putInt(day)
                .put(sealed)
                .array();
    }

    @Override
    public byte[] openBytes(MerchantId merchant, byte[] sealed) {
        if (sealed.length < BYTES_HEADER || sealed[0] != BYTES_FORMAT) {
            throw new IllegalArgumentException("these bytes were not sealed by the vault");
        }
        MerchantKey key = keys.of(merchant);
        int day = ByteBuffer.wrap(sealed).getInt(1);
        return inboxKeys
                .of(key, day)
                .map(dayKey -> AesGcm.open(dayKey, sealed, BYTES_HEADER, key.context(Use.INBOX_BYTES, day, 0)))
                .orElseThrow(() -> ProblemException.notFound("the retention of these bytes is over"));
    }
}
