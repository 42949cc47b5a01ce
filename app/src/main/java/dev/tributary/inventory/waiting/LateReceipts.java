package dev.tributary.inventory.waiting;

import dev.tributary.database.NodeRoles;
import dev.tributary.database.Role;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/** Sees what was due and did not come; nodes may see the same one, which does no harm. */
@Component
class LateReceipts implements Runnable {

    private static final int AT_ONCE_MAX = 500;

    private final JdbcExpectedStock expected;
    private final boolean plays;

    LateReceipts(JdbcExpectedStock expected, NodeRoles roles) {
        this.expected = expected;
        plays = roles.plays(Role.ORDERS);
    }

    @Scheduled(fixedDelayString = "PT1M")
    @Override
    public void run() {
        while (plays && expected.late(AT_ONCE_MAX) == AT_ONCE_MAX) {
            if (Thread.currentThread().isInterrupted()) {
                return;
            }
        }
    }
}
