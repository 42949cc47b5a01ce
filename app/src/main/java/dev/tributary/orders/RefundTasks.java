package dev.tributary.orders;

import dev.tributary.kernel.MerchantId;
import dev.tributary.kernel.Page;
import java.util.Optional;

/** Reads the tasks that say whose money must go back. {@link Command.SettleRefund} closes one. */
public interface RefundTasks {

    /** Oldest first; at most 200 a page. */
    Page<RefundTask> list(MerchantId merchant, Optional<RefundTask.State> state, Optional<String> cursor, int limit);

    Optional<RefundTask> find(MerchantId merchant, long id);
}
