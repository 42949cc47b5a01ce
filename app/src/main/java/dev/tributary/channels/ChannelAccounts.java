package dev.tributary.channels;

import dev.tributary.kernel.ChannelId;
import dev.tributary.kernel.MerchantId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What a sales channel needs to be spoken with: the settings and secrets its adapter file asks for. Secrets are
 * encrypted at rest and never given back.
 */
public interface ChannelAccounts {

    /** The adapters there are now, by name. */
    Set<String> adapters();

    /** What there is to choose from when a channel is connected, by name. */
    List<Offer> offers();

    /** The first digits of a hash of the adapter's file: who changes the file changes them. */
    String version(String adapter);

    /** True when orders of this adapter have already happened and may not be refused. */
    boolean facts(String adapter);

    /** What an account of this adapter brings, in the order of the adapter's file. */
    List<Setting> settings(String adapter);

    /**
     * Finds everything wrong with the settings without saving them; pointers start with {@code /account}. A secret that
     * is stored already may be left out.
     *
     * @param channel absent while the channel is being created
     * @throws dev.tributary.kernel.ProblemException INVALID_INPUT with every violation
     */
    void check(MerchantId merchant, Optional<ChannelId> channel, String adapter, Map<String, Object> settings);

    /**
     * Checks and saves, in the caller's transaction when there is one. A secret that is left out stays as it is; every
     * other setting that is left out is taken away.
     */
    Account save(MerchantId merchant, ChannelId channel, String adapter, Map<String, Object> settings);

    Optional<Account> find(MerchantId merchant, ChannelId channel);

    /**
     * @param files whether people bring its orders as files
     * @param parts what its file describes, such as {@code pull}; empty where orders come through {@code /v1}
     */
    record Offer(String adapter, boolean facts, boolean files, Set<String> parts, List<RestsOn> restsOn) {}

    /** @param basis as adapter files spell it, such as {@code official-sdk} */
    record RestsOn(String area, String basis, String note) {}

    /** @param secret write-only: it is encrypted and never shown again */
    record Setting(String name, Kind kind, boolean required, boolean secret) {
        public enum Kind {
            TEXT,
            URL,
            NUMBER,
            /** Maps the platform's name of a store to the code of a node of ours. */
            STORES
        }
    }

    /**
     * @param settings without the secrets
     * @param secretsSet names of the secrets that are stored
     * @param door the path the platform calls; absent when the adapter has no door of its own
     */
    record Account(
            MerchantId merchant,
            ChannelId channel,
            String adapter,
            Map<String, Object> settings,
            Set<String> secretsSet,
            Optional<String> door) {}
}
