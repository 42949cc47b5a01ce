package dev.tributary.testing;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * Counts the SQL statements of the calling thread, by what Spring's template logs; those that travel together count
 * each.
 */
public final class StatementCount {

    private StatementCount() {}

    public static long of(Runnable work) {
        return count(work).statements.get();
    }

    /** How often the calling thread waited for the database's answer, beginnings and ends of transactions apart. */
    public static long ofRoundTrips(Runnable work) {
        return count(work).roundTrips.get();
    }

    private static Counter count(Runnable work) {
        var logger = (Logger) LoggerFactory.getLogger(JdbcTemplate.class);
        var before = logger.getLevel();
        var counter = new Counter(Thread.currentThread());
        counter.start();
        logger.setLevel(Level.DEBUG);
        logger.setAdditive(false);
        logger.addAppender(counter);
        try {
            work.run();
        } finally {
            logger.detachAppender(counter);
            logger.setAdditive(true);
            logger.setLevel(before);
        }
        return counter;
    }

    /** An event learns its thread's name only when asked for it, so each is looked at while its own thread logs it. */
    private static final class Counter extends AppenderBase<ILoggingEvent> {
        private final Thread counted;
        private final AtomicLong statements = new AtomicLong();
        private final AtomicLong roundTrips = new AtomicLong();

        Counter(Thread counted) {
            this.counted = counted;
        }

        @Override
        protected void append(ILoggingEvent event) {
            if (Thread.currentThread().equals(counted)
                    && event.getMessage().startsWith("Executing prepared SQL statement")) {
                roundTrips.incrementAndGet();
                statements.addAndGet(event.getFormattedMessage().split(";\n").length);
            }
        }
    }
}
