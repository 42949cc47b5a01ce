package dev.tributary.channels.pull;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tributary.channels.adapter.Adapter;
import dev.tributary.channels.adapter.Adapter.Paging.Way;
import dev.tributary.channels.adapter.MessageJson;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Random;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ListReaderTest {

    private static final int SIZE = 5;

    /** A platform's list from which items leave while it is read, as they do when they are modified again. */
    private static final class Leaving implements ListReader.Pages {
        private final List<Integer> window = new ArrayList<>();
        private final Random random;
        private final boolean counts;
        private int leaving;

        Leaving(Random random, int items, int leaving, boolean counts) {
            this.random = random;
            this.leaving = leaving;
            this.counts = counts;
            for (int item = 1; item <= items; item++) {
                window.add(item);
            }
        }

        @Override
        public Page page(Page.Ask ask) {
            while (leaving > 0 && !window.isEmpty() && random.nextInt(3) == 0) {
                window.remove(random.nextInt(window.size()));
                leaving--;
            }
            if (ask.next().isPresent()) {
                return after(Integer.parseInt(ask.next().get().getQuery()));
            }
            return ask.cursor().isEmpty() ? numbered(ask.page()) : after(Integer.parseInt(ask.cursor()));
        }

        private Page numbered(int number) {
            int from = Math.min(window.size(), (number - 1) * SIZE);
            var items = window.subList(from, Math.min(window.size(), from + SIZE));
            return new Page(
                    items(items),
                    OptionalInt.empty(),
                    counts ? OptionalLong.of(window.size()) : OptionalLong.empty(),
                    counts ? Optional.empty() : Optional.of(from + SIZE < window.size()),
                    Optional.empty(),
                    Optional.empty());
        }

        private Page after(int last) {
            var items = window.stream().filter(item -> item > last).limit(SIZE).toList();
            boolean more = items.size() == SIZE;
            var next = more ? Optional.of(Integer.toString(items.getLast())) : Optional.<String>empty();
            return new Page(
                    items(items),
                    OptionalInt.empty(),
                    OptionalLong.empty(),
                    Optional.of(more),
                    next,
                    next.map(it -> URI.create("http://platform/orders?" + it)));
        }
    }

    private static List<Item> items(List<Integer> numbers) {
        return numbers.stream()
                .map(number -> new Item(
                        number.toString(), Optional.empty(), MessageJson.tree(Map.of("number", number.toString()))))
                .toList();
    }

    private static Adapter.ListCall list(Way way, int itemsMax) {
        return Lists.call(
                new Adapter.Paging(way, 1, SIZE, way == Way.CURSOR || way == Way.NEXT_LINK ? "0" : ""), itemsMax);
    }

    @ParameterizedTest
    @EnumSource
    void missesNothingThatStaysInTheWindowWhileOthersLeaveIt(Way way) throws Exception {
        int read = 0;
        for (int seed = 1; seed <= 400; seed++) {
            var random = new Random(seed);
            var platform =
                    new Leaving(random, random.nextInt(60), random.nextInt(8), way == Way.BACKWARD || seed % 2 == 0);
            var got = new TreeSet<Integer>();
            try {
                ListReader.read(
                        list(way, 1_000),
                        platform,
                        items -> items.forEach(item -> got.add(Integer.parseInt(item.number()))));
                read++;
            } catch (PullFailure changing) {
                assertThat(changing.kind()).isEqualTo(PullFailure.Kind.TOO_MUCH);
                continue;
            }
            assertThat(got).as("seed %d", seed).containsAll(platform.window);
        }
        assertThat(read).isGreaterThan(300);
    }

    @Test
    void tellsEachItemOnceHoweverOftenItIsSeen() throws Exception {
        var told = new ArrayList<String>();
        ListReader.read(
                list(Way.FORWARD, 1_000),
                new Leaving(new Random(7), 40, 6, true),
                items -> items.forEach(item -> told.add(item.number())));
        assertThat(told).doesNotHaveDuplicates();
    }

    @ParameterizedTest
    @EnumSource
    void aWindowWithMoreThanTheListShowsIsTooMuch(Way way) {
        assertThatThrownBy(() -> ListReader.read(list(way, 20), new Leaving(new Random(1), 60, 0, true), items -> {}))
                .isInstanceOfSatisfying(
                        PullFailure.class, failure -> assertThat(failure.kind()).isEqualTo(PullFailure.Kind.TOO_MUCH));
    }

    @ParameterizedTest
    @EnumSource
    void anEmptyWindowIsReadAndHasNothing(Way way) throws Exception {
        assertThat(ListReader.read(list(way, 20), new Leaving(new Random(1), 0, 0, true), items -> {}))
                .isZero();
    }

    @Test
    void pagesThatGoInACircleEnd() {
        var page = new Page(
                items(List.of(1)),
                OptionalInt.empty(),
                OptionalLong.empty(),
                Optional.of(true),
                Optional.of("9"),
                Optional.empty());
        assertThatThrownBy(() -> ListReader.read(list(Way.CURSOR, 1_000), ask -> page, items -> {}))
                .hasMessage("the list's pages go in a circle");
    }

    @Test
    void backwardNeedsToKnowTheLastPage() {
        assertThatThrownBy(() -> ListReader.read(
                        list(Way.BACKWARD, 1_000), new Leaving(new Random(1), 9, 0, false), items -> {}))
                .hasMessageContaining("neither pages nor total");
    }

    @Test
    void whatCannotBeStoredEndsTheReading() {
        assertThatThrownBy(() ->
                        ListReader.read(list(Way.FORWARD, 1_000), new Leaving(new Random(1), 9, 0, true), items -> {
                            throw new PullFailure(PullFailure.Kind.FAILED, "the inbox is full");
                        }))
                .hasMessage("the inbox is full");
    }
}
