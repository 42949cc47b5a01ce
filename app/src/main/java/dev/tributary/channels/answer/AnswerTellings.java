package dev.tributary.channels.answer;

import dev.tributary.channels.account.OpenAccount;
import dev.tributary.channels.adapter.Adapter;
import dev.tributary.channels.adapter.MessageJson;
import dev.tributary.channels.lane.PlatformCall;
import dev.tributary.channels.telling.Tellings;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** Answers as the lanes tell them: what is decided and not known to the platform, in the words of its adapter file. */
@Component
class AnswerTellings implements Tellings<Answer> {

    private final AnswerStore store;
    private final PlatformCall call;

    AnswerTellings(AnswerStore store, PlatformCall call) {
        this.store = store;
        this.call = call;
    }

    @Override
    public String name() {
        return "order-answers";
    }

    private static Adapter.AnswersOut answers(OpenAccount account) {
        return account.adapter().answers().orElseThrow();
    }

    @Override
    public Adapter.Budget budget(OpenAccount account) {
        var budget = answers(account).budget();
        return budget.at(account.number(OpenAccount.ANSWERS_PER_SECOND, budget.callsPerSecond()));
    }

    @Override
    public List<Answer> due(OpenAccount account, Collection<String> active, int limit) {
        return store.due(account.merchant(), account.channel(), active, limit);
    }

    @Override
    public Optional<String> obstacle(OpenAccount account, Answer answer) {
        return Optional.empty();
    }

    @Override
    public PlatformCall.Answer tell(OpenAccount account, Answer answer) throws InterruptedException {
        var tell = answer.decision().tell();
        var answers = answers(account);
        var request = Objects.requireNonNull(answers.tells().get(tell), "the adapter file does not tell this");
        var asked = MessageJson.tree(Map.of(
                "account", account.withoutSecrets(),
                "tells", tell.name().toLowerCase(Locale.ROOT),
                "number", answer.number(),
                "cause", answer.cause().name()));
        return call.make(account, request, answers.answer(), Map.of("number", answer.number()), asked);
    }

    @Override
    public void told(OpenAccount account, List<Told<Answer>> told) {
        store.told(account.merchant(), account.channel(), told);
    }

    @Override
    public void failed(OpenAccount account, List<Failed<Answer>> failed) {
        store.failed(account.merchant(), account.channel(), failed);
    }

    @Override
    public Untold untold() {
        return store.untold();
    }

    /** Who cancels an order that is forgotten is told; who confirms one does so twice. */
    @Override
    public int forget(int days, int limit) {
        return store.forget(days, limit);
    }
}
