package dev.tributary.channels.inbox;

import dev.tributary.channels.MessageDesk;
import dev.tributary.channels.MessageSearch;
import dev.tributary.channels.adapter.AdapterFiles;
import dev.tributary.kernel.MerchantId;
import dev.tributary.kernel.ProblemException;
import dev.tributary.orders.OrderBook;
import dev.tributary.orders.OrderView;
import dev.tributary.vault.Vault;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.springframework.dao.QueryTimeoutException;
import org.springframework.stereotype.Component;

/** Walks back through the inbox, stretch by stretch, and opens each message to look into it. */
@Component
class OpenedSearch implements MessageSearch {

    private static final int AT_ONCE = 250;
    private static final Duration FIRST_STRETCH = Duration.ofMinutes(5);
    private static final Duration STRETCH_MAX = Duration.ofHours(12);

    private final SearchStore store;
    private final AdapterFiles files;
    private final Vault vault;
    private final OrderBook orders;

    OpenedSearch(SearchStore store, AdapterFiles files, Vault vault, OrderBook orders) {
        this.store = store;
        this.files = files;
        this.vault = vault;
        this.orders = orders;
    }

    @Override
    public Found find(MerchantId merchant, Wanted wanted) {
        if (!wanted.from().isBefore(wanted.to())
                || Duration.between(wanted.from(), wanted.to()).compareTo(PERIOD_MAX) > 0) {
            throw ProblemException.invalid(
                    "/from", "range", "must be before `to`, by at most %d days".formatted(PERIOD_MAX.toDays()));
        }
        if (wanted.text().length() > TEXT_CHARACTERS_MAX) {
            throw ProblemException.invalid(
                    "/text", "too_long", "give at most %d characters".formatted(TEXT_CHARACTERS_MAX));
        }
        return new Walk(merchant, wanted).found();
    }

    @Override
    public Optional<Received> received(MerchantId merchant, long message) {
        return store.find(merchant, message)
                .map(row -> new Received(
                        row.summary(),
                        row.verdict(),
                        row.headers(),
                        row.body().length == 0 ? 0 : vault.openBytes(merchant, row.body()).length,
                        masked(merchant, row)));
    }

    private Optional<byte[]> masked(MerchantId merchant, SearchStore.Row row) {
        if (row.body().length == 0) {
            return Optional.empty();
        }
        return files.find(row.summary().adapter())
                .flatMap(
                        adapter -> MaskedBytes.of(adapter, row.summary().kind(), vault.openBytes(merchant, row.body())))
                .map(bytes -> bytes.length <= SHOWN_BYTES_MAX ? bytes : Arrays.copyOf(bytes, SHOWN_BYTES_MAX));
    }

    /** One search, with what it has used of its limits. */
    private final class Walk {

        private final MerchantId merchant;
        private final Wanted wanted;
        private final String text;
        private final long endNanos = System.nanoTime() + TIME_MAX.toNanos();
        private final Map<Long, MessageDesk.Summary> found = new LinkedHashMap<>();
        private int opened;

        Walk(MerchantId merchant, Wanted wanted) {
            this.merchant = merchant;
            this.wanted = wanted;
            this.text = wanted.text().strip().toLowerCase(Locale.ROOT);
        }

        Found found() {
            if (!text.isEmpty()) {
                var search = new OrderBook.Search(
                        Optional.of(wanted.text().strip()), wanted.channel(), Optional.empty(), false, List.of());
                for (OrderView order : orders.search(merchant, search, 10)) {
                    store.ofOrder(merchant, wanted, order.id(), FOUND_MAX).forEach(this::add);
                }
            }
            var cutAt = walk();
            return new Found(List.copyOf(found.values()), opened, cutAt);
        }

        /** Where it stopped before it was through. */
        private Optional<Instant> walk() {
            var before = new SearchStore.Before(wanted.to(), 0);
            var stretch = FIRST_STRETCH;
            while (System.nanoTime() - endNanos < 0) {
                var from = latest(before.at().minus(stretch), wanted.from());
                SearchStore.Part part;
                try {
                    part = store.stretch(merchant, wanted, from, before, AT_ONCE, secondsLeft());
                } catch (QueryTimeoutException e) {
                    return Optional.of(before.at());
                }
                for (var row : part.rows()) {
                    if (found.size() >= FOUND_MAX || opened >= OPENED_MAX || System.nanoTime() - endNanos >= 0) {
                        return Optional.of(row.summary().receivedAt());
                    }
                    if (text.isEmpty() || holds(row)) {
                        add(row.summary());
                    }
                }
                if (part.more()) {
                    var last = part.rows().getLast().summary();
                    before = new SearchStore.Before(last.receivedAt(), last.id());
                    stretch = FIRST_STRETCH;
                } else if (from.equals(wanted.from())) {
                    return Optional.empty();
                } else {
                    before = new SearchStore.Before(from, 0);
                    var longer = stretch.multipliedBy(2);
                    stretch = longer.compareTo(STRETCH_MAX) < 0 ? longer : STRETCH_MAX;
                }
            }
            return Optional.of(before.at());
        }

        private int secondsLeft() {
            return 1 + (int) Duration.ofNanos(endNanos - System.nanoTime()).toSeconds();
        }

        private void add(MessageDesk.Summary summary) {
            found.putIfAbsent(summary.id(), summary);
        }

        private boolean holds(SearchStore.Row row) {
            return in(row.headers())
                    || in(row.verdict())
                    || in(row.summary().reason())
                    || in(row.summary().kind())
                    || in(Long.toString(row.summary().id()))
                    || inBody(row);
        }

        private boolean inBody(SearchStore.Row row) {
            if (row.body().length == 0) {
                return false;
            }
            opened++;
            return files.find(row.summary().adapter())
                    .filter(adapter ->
                            in(Masking.masked(adapter, row.summary().kind(), vault.openBytes(merchant, row.body()))))
                    .isPresent();
        }

        private boolean in(String shown) {
            return shown.toLowerCase(Locale.ROOT).contains(text);
        }
    }

    private static Instant latest(Instant one, Instant other) {
        return one.isAfter(other) ? one : other;
    }
}
