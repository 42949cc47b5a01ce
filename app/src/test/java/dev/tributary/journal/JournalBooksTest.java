package dev.tributary.journal;

import static dev.tributary.journal.JournalNode.event;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.database.BookCheck;
import dev.tributary.database.Findings;
import dev.tributary.testing.TestPostgres;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class JournalBooksTest {

    private final JournalNode node = new JournalNode(TestPostgres.freshDatabase());

    @Test
    void aJournalThatWasReadAndWrittenProperlyIsInOrder() {
        var reader = node.reader(new Heard("heard"));
        node.append(IntStream.range(0, 6_000).mapToObj(i -> "order/" + i % 100).toArray(String[]::new));
        node.append("order/1");
        JournalNode.drain(reader);

        assertThat(check(new CursorsCheck()).wrong()).isZero();
        assertThat(check(new VersionsCheck()).wrong()).isZero();
    }

    @Test
    void aCursorFromTheFutureIsFound() {
        node.reader(new Heard("heard"));
        node.jdbc.sql("update journal.cursor set window_to = '99999999'").update();
        assertThat(check(new CursorsCheck()).examples()).containsExactly("heard-0 stands at 99999999 of era 1");
    }

    @Test
    void aMissingCursorIsFound() {
        node.reader(new Heard("heard", 3));
        node.jdbc.sql("delete from journal.cursor where partition = 1").update();
        assertThat(check(new CursorsCheck()).examples()).containsExactly("heard has 2 of 3 cursors");
    }

    @Test
    void aVersionThatFallsIsFound() {
        node.transaction.executeWithoutResult(
                status -> node.journal.append(List.of(event("order/1", 2), event("order/1", 1), event("order/2", 1))));
        assertThat(check(new VersionsCheck()).examples()).containsExactly("order/1");
    }

    private Findings check(BookCheck check) {
        var findings = new Findings();
        check.run(node.jdbc, findings);
        return findings;
    }
}
