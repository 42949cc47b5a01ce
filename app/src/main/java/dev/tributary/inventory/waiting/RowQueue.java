package dev.tributary.inventory.waiting;

import dev.tributary.kernel.OrderId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Who waits at one stock row, first come first, and what is expected there, soonest first. */
final class RowQueue {

    /** @param at when its goods can be promised: due, and through the node */
    record Coming(String number, long units, Instant at) {}

    private final List<Entry> entries = new ArrayList<>();
    private final List<Coming> coming = new ArrayList<>();
    /** Of those whose turn is so far off that they were not read. */
    private long unitsBehind;
    /** Of those who were read, as they were read. */
    private long unitsRead;

    private long lastPlaceRead;
    /** Those of the unread that the batch is about, once somebody asked, and who came behind them. */
    private final List<Entry> behind = new ArrayList<>();
    /** What waits between the read and those of the unread, once a date was asked for. */
    private final Map<Entry, Long> unitsBefore = new HashMap<>();
    /** Of promises that are being made and may yet be dropped. */
    private long tentative;

    /** @param unitsOfAll what the row's whole queue waits for */
    void read(Entry entry, long unitsOfAll) {
        entries.add(entry);
        unitsRead += entry.units;
        unitsBehind = unitsOfAll - unitsRead;
        lastPlaceRead = entry.place;
    }

    /** One of the orders that the batch is about; those among the first were read with them. */
    void readBehind(Entry entry) {
        if (entry.place > lastPlaceRead) {
            behind.add(entry);
        }
    }

    /** Those of them that had their places before this batch, first come first. */
    List<Entry> placedBehind() {
        return behind.stream()
                .filter(entry -> entry.place != Entry.LAST)
                .sorted(Comparator.comparingLong(entry -> entry.place))
                .toList();
    }

    long lastPlaceRead() {
        return lastPlaceRead;
    }

    /** Whether the date of the line needs {@link #readUnitsBefore}. */
    boolean isPlacedBehind(Entry entry) {
        return entry.place != Entry.LAST && behind.contains(entry);
    }

    void readUnitsBefore(Entry entry, long units) {
        unitsBefore.put(entry, units);
    }

    /** Behind everybody, so behind those who were not read too. */
    void add(Entry entry) {
        if (unitsBehind > 0) {
            unitsBehind += entry.units;
            behind.add(entry);
        } else {
            entries.add(entry);
        }
    }

    /** It waits for so many at its place. */
    void resize(Entry entry, long units) {
        if (behind.contains(entry)) {
            unitsBehind += units - entry.units;
        }
        entry.units = units;
    }

    void add(Coming receipt) {
        coming.add(receipt);
    }

    boolean longerThanRead() {
        return unitsBehind > 0;
    }

    @Nullable
    Entry find(OrderId order, int line) {
        for (var entry : entries) {
            if (entry.is(order, line)) {
                return entry;
            }
        }
        for (var entry : behind) {
            if (entry.is(order, line)) {
                return entry;
            }
        }
        return null;
    }

    void remove(OrderId order, int line) {
        entries.removeIf(entry -> entry.is(order, line));
        for (var each = behind.iterator(); each.hasNext(); ) {
            var entry = each.next();
            if (entry.is(order, line)) {
                unitsBehind -= entry.units;
                each.remove();
            }
        }
    }

    boolean empty() {
        return entries.isEmpty() && unitsBehind == 0;
    }

    /**
     * Units that are not for these lines of the order: of all who came before the last of them. Whoever does not wait here
     * comes after everybody, and so does who is too far behind to have been read. Who was passed over keeps nothing back,
     * and who would rather be served elsewhere only what is enough.
     *
     * @param free what the row has for all of them
     */
    long setAside(OrderId order, Set<Integer> lines, long free) {
        int last = -1;
        for (int i = 0; i < entries.size(); i++) {
            if (entries.get(i).order.equals(order) && lines.contains(entries.get(i).line)) {
                last = i;
            }
        }
        long units = last < 0 ? unitsBehind : 0;
        int until = last < 0 ? entries.size() : last;
        for (int i = 0; i < until; i++) {
            var entry = entries.get(i);
            boolean own = entry.order.equals(order) && lines.contains(entry.line);
            if (!own && !entry.passedOver && (entry.firstChoice || free >= entry.units)) {
                units += entry.units;
                free -= entry.units;
            }
        }
        return units;
    }

    void tentative(long units) {
        tentative = units == 0 ? 0 : tentative + units;
    }

    /** When so many more can be promised behind everybody; empty when what is there and expected is promised. */
    Optional<Instant> promise(long units, long free, Instant now) {
        return date(units() + tentative + units - free, now);
    }

    /** When the line's units are there, with those of all before it. */
    Optional<Instant> date(Entry wanted, long free, Instant now) {
        long needed = wanted.units - free;
        for (var entry : entries) {
            if (entry == wanted) {
                return date(needed, now);
            }
            needed += entry.units;
        }
        return date(needed + unitsBefore(wanted), now);
    }

    private long unitsBefore(Entry wanted) {
        if (wanted.place != Entry.LAST) {
            return unitsBefore.getOrDefault(wanted, 0L);
        }
        long units = unitsBehind;
        for (int i = behind.size() - 1; i >= 0; i--) {
            units -= behind.get(i).units;
            if (behind.get(i) == wanted) {
                break;
            }
        }
        return units;
    }

    private Optional<Instant> date(long needed, Instant now) {
        if (needed <= 0) {
            return Optional.of(now);
        }
        long units = 0;
        for (var receipt : coming) {
            units += receipt.units();
            if (units >= needed) {
                return Optional.of(receipt.at());
            }
        }
        return Optional.empty();
    }

    private long units() {
        long units = unitsBehind;
        for (var entry : entries) {
            units += entry.units;
        }
        return units;
    }

    /** So much of what was expected under the number is there. */
    void came(String number, long units) {
        for (int i = 0; i < coming.size(); i++) {
            var receipt = coming.get(i);
            if (receipt.number().equals(number)) {
                coming.set(i, new Coming(number, Math.max(0, receipt.units() - units), receipt.at()));
            }
        }
    }

    boolean nothingComing() {
        return coming.isEmpty();
    }
}
