package dev.tributary.channels.account;

import dev.tributary.channels.adapter.Adapter;
import dev.tributary.kernel.ChannelId;
import dev.tributary.kernel.MerchantId;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * An account with its secrets in clear; exists only in memory.
 *
 * @param texts every setting and secret with one value
 * @param stores the platform's store names to node codes; empty when the adapter has none
 */
public record OpenAccount(
        MerchantId merchant,
        ChannelId channel,
        Adapter adapter,
        Map<String, String> texts,
        Map<String, String> stores) {

    /** How many calls of stock news a second the channel takes: the account's own figure, else the adapter's. */
    public static final String CALLS_PER_SECOND = "callsPerSecond";

    /** The same for answers to orders. */
    public static final String ANSWERS_PER_SECOND = "answersPerSecond";

    /** The same for shipments. */
    public static final String SHIPMENTS_PER_SECOND = "shipmentsPerSecond";

    /** The same for lists and items that are fetched. */
    public static final String PULLS_PER_SECOND = "pullsPerSecond";

    /** How long an order may wait before it cannot be met: the account's own figure, else the adapter's. */
    public static final String WAIT_SECONDS = "waitSeconds";

    /** How long a look-up of what the platform holds counts: the account's own figure, else the adapter's. */
    public static final String LOOK_UP_SECONDS = "lookUpSeconds";

    /** How long a figure counts that the platform's own sales move: the account's own figure, else the adapter's. */
    public static final String TELL_AGAIN_SECONDS = "tellAgainSeconds";

    /** A figure of the account's own, or the adapter's where it has none. */
    public double number(String name, double otherwise) {
        return Optional.ofNullable(texts.get(name)).map(Double::parseDouble).orElse(otherwise);
    }

    public String text(String name) {
        return Optional.ofNullable(texts.get(name))
                .orElseThrow(() -> new IllegalStateException("channel %s has no %s".formatted(channel, name)));
    }

    /** What mappings may see: settings that are no secrets. */
    public Map<String, String> withoutSecrets() {
        var open = new TreeMap<>(texts);
        adapter.settings().values().stream()
                .filter(Adapter.Setting::secret)
                .forEach(setting -> open.remove(setting.name()));
        return open;
    }

    @Override
    public String toString() {
        return "OpenAccount(channel %s, %s)".formatted(channel, adapter.name());
    }
}
