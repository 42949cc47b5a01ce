package dev.tributary.inventory.lots;

import dev.tributary.database.Findings;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What the books of lots find, for tests of other packages. */
public final class LotProof {

    private LotProof() {}

    public static List<String> wrong(JdbcClient books) {
        var findings = new Findings();
        new LotBooks().run(books, findings);
        return findings.examples();
    }
}
