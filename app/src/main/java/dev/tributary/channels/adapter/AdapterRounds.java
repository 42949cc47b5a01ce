package dev.tributary.channels.adapter;

import dev.tributary.database.Worker;
import java.time.Duration;
import org.springframework.stereotype.Component;

/** A file that is new, changed or gone is in use two seconds later, on every node that has it. */
@Component
final class AdapterRounds extends Worker {

    private static final Duration LOOK_EVERY = Duration.ofSeconds(2);

    private final AdapterFiles files;

    AdapterRounds(AdapterFiles files) {
        super("adapter-files", LOOK_EVERY, LOOK_EVERY, true);
        this.files = files;
    }

    @Override
    protected void round() {
        files.look();
    }
}
