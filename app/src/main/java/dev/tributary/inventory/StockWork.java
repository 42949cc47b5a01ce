package dev.tributary.inventory;

import dev.tributary.database.WriteGroup;
import dev.tributary.journal.Journal;
import dev.tributary.journal.NewEvent;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.TreeSet;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/**
 * Changes of stock that ride no batch of orders, in the caller's transaction: the rows' locks keep them apart from the
 * batches. For this module's own packages.
 */
@Component
public class StockWork {

    private final StockDesk desk;
    private final Journal journal;
    private final JdbcTemplate jdbc;
    private final Clock clock;

    StockWork(StockDesk desk, Journal journal, JdbcTemplate jdbc, Clock clock) {
        this.desk = desk;
        this.journal = journal;
        this.jdbc = jdbc;
        this.clock = clock;
    }

    public StockBatch lock(Collection<StockKey> keys, Collection<StockKey> created) {
        return desk.lock(new TreeSet<>(keys), created);
    }

    public void write(StockBatch stock) {
        write(stock, List.of());
    }

    /** @param news of what was done, beside the rows' own */
    public void write(StockBatch stock, List<NewEvent> news) {
        var group = new WriteGroup();
        stock.write(group);
        List<NewEvent> events = new ArrayList<>(news);
        stock.events(clock.instant(), events);
        journal.append(events, group);
        group.run(jdbc);
    }
}
