package dev.tributary.channels.inbox;

import dev.tributary.channels.MessageDesk;
import dev.tributary.channels.adapter.Adapter;
import dev.tributary.kernel.OrderId;
import dev.tributary.orders.Command;
import java.util.Optional;

/** Turns messages of some adapters into commands. */
public interface Understanding {

    boolean understands(Adapter adapter);

    /**
     * Called outside any transaction, for several messages at once.
     *
     * @throws dev.tributary.channels.adapter.MappingFailure when the message must be parked
     */
    Step understand(InboxMessage message);

    sealed interface Step {

        /**
         * Commands of one order number are given to the intake one after the other.
         *
         * @param known what the platform holds of the order by its own word
         */
        record Tell(String orderNumber, Command command, Optional<Adapter.Tell> known) implements Step {

            public Tell(String orderNumber, Command command) {
                this(orderNumber, command, Optional.empty());
            }
        }

        record Settle(Result result) implements Step {}
    }

    /**
     * What became of a message.
     *
     * @param early true when it is parked until its order comes
     */
    record Result(MessageDesk.State state, String reason, String suggestion, Optional<OrderId> order, boolean early) {

        private static final int REASON_CHARACTERS_MAX = 2_000;
        private static final int SUGGESTION_CHARACTERS_MAX = 500;

        public Result {
            reason = NewMessage.storable(reason, REASON_CHARACTERS_MAX);
            suggestion = NewMessage.storable(suggestion, SUGGESTION_CHARACTERS_MAX);
        }

        static Result waiting(String reason) {
            return new Result(MessageDesk.State.WAITING, reason, "", Optional.empty(), false);
        }

        public static Result processed(Optional<OrderId> order) {
            return new Result(MessageDesk.State.PROCESSED, "", "", order, false);
        }

        public static Result ignored(String why) {
            return new Result(MessageDesk.State.IGNORED, why, "", Optional.empty(), false);
        }

        public static Result parked(String code, String reason, String suggestion) {
            return new Result(MessageDesk.State.PARKED, code + ": " + reason, suggestion, Optional.empty(), false);
        }

        static Result early(String code, String reason, String suggestion) {
            return new Result(MessageDesk.State.PARKED, code + ": " + reason, suggestion, Optional.empty(), true);
        }
    }
}
