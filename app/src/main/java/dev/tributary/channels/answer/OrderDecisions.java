package dev.tributary.channels.answer;

import dev.tributary.channels.account.OpenAccount;
import dev.tributary.channels.adapter.Adapter;
import dev.tributary.channels.telling.OrderAccounts;
import dev.tributary.journal.Event;
import dev.tributary.journal.JournalConsumer;
import dev.tributary.kernel.ChannelId;
import dev.tributary.kernel.RetrySchedule;
import java.time.Clock;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Writes down, in the transaction of the journal's cursor, what platforms have to hear about their orders. */
@Component
class OrderDecisions implements JournalConsumer {

    private static final String CANCELLED = "order.cancelled.v1";
    private static final String EXPIRED = "order.expired.v1";
    /** Ends of orders that the platform told itself. */
    private static final Set<String> ITS_OWN_WORD = Set.of("channel", "till");

    private final OrderAccounts accounts;
    private final AnswerStore store;
    private final AnswerSignal signal;
    private final JsonMapper json;
    private final Clock clock;

    OrderDecisions(OrderAccounts accounts, AnswerStore store, AnswerSignal signal, JsonMapper json, Clock clock) {
        this.accounts = accounts;
        this.store = store;
        this.signal = signal;
        this.json = json;
        this.clock = clock;
    }

    private record Key(ChannelId channel, String number) {}

    @Override
    public String name() {
        return "channels-order-answers";
    }

    @Override
    public Set<String> types() {
        return Set.of("order.placed.v1", "order.amended.v1", "order.decided.v1", CANCELLED, EXPIRED);
    }

    @Override
    public void accept(List<Event> events) {
        // After so long a platform has decided by itself, and nobody is told of it for the first time any more.
        var tooOld = clock.instant().minus(RetrySchedule.GIVEN_UP_AFTER);
        var decided = new LinkedHashMap<Key, AnswerStore.Decided>();
        for (var event : events) {
            if (event.appendedAt().isAfter(tooOld)) {
                accounts.of(event, adapter -> adapter.answers().isPresent())
                        .ifPresent(account -> decide(account, event, decided));
            }
        }
        if (decided.isEmpty()) {
            return;
        }
        store.decide(decided.values());
        signal.raiseAfterCommit();
    }

    private void decide(OpenAccount account, Event event, Map<Key, AnswerStore.Decided> decided) {
        var answers = account.adapter().answers().orElseThrow();
        var order = json.readTree(event.payload());
        var key = new Key(account.channel(), order.path("number").asString(""));
        var before = Optional.ofNullable(decided.get(key));
        var decision = told(answers, decision(event.type(), order));
        var cause = event.type().equals(EXPIRED) ? Cause.NOT_PAID : Cause.DECIDED;
        decided.put(
                key,
                new AnswerStore.Decided(
                        account.merchant(),
                        account.channel(),
                        key.number(),
                        Long.parseLong(order.path("orderId").asString("0")),
                        event.version(),
                        decision,
                        Cause.after(before.map(AnswerStore.Decided::decision).orElse(Decision.OPEN), cause),
                        event.appendedAt(),
                        due(account, answers, decision, before, event.appendedAt())));
    }

    private static Decision decision(String type, JsonNode order) {
        if (type.equals(CANCELLED) || type.equals(EXPIRED)) {
            return ITS_OWN_WORD.contains(order.path("reason").asString("")) ? Decision.OPEN : Decision.CANCELLED;
        }
        // One that was cancelled before it came is over on the platform too.
        boolean held = order.path("state").asString("").matches("IN_REVIEW|ON_HOLD|CANCELLED|EXPIRED");
        return held ? Decision.OPEN : ofLines(order.path("lines"));
    }

    private static Decision ofLines(JsonNode lines) {
        boolean stock = false;
        boolean promised = false;
        for (var line : lines) {
            switch (line.path("reservation").asString("")) {
                case "WAITING_MAPPING" -> {
                    return Decision.WAITING_MAPPING;
                }
                case "WAITING_STOCK" -> stock = true;
                case "HELD", "CONFIRMED", "SHIPPED", "WAITING_RECEIPT" -> promised = true;
                default -> {
                    // Given back: the order goes on without it.
                }
            }
        }
        if (stock) {
            return Decision.WAITING_STOCK;
        }
        return promised ? Decision.CONFIRMED : Decision.OPEN;
    }

    /** What the adapter file does not tell is not to be told. */
    private static Decision told(Adapter.AnswersOut answers, Decision decision) {
        boolean tellable = decision == Decision.CONFIRMED || decision == Decision.CANCELLED;
        return tellable && !answers.tells().containsKey(decision.tell()) ? Decision.OPEN : decision;
    }

    /** An order waits from when it first did, whatever for. */
    private static Instant due(
            OpenAccount account,
            Adapter.AnswersOut answers,
            Decision decision,
            Optional<AnswerStore.Decided> before,
            Instant now) {
        if (!decision.waits()) {
            return now;
        }
        var wait = account.number(OpenAccount.WAIT_SECONDS, answers.waitMax().toSeconds());
        return before.filter(earlier -> earlier.decision().waits())
                .map(AnswerStore.Decided::due)
                .orElse(now.plusMillis(Math.round(wait * 1_000)));
    }
}
