package dev.tributary.channels.lane;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tributary.channels.account.OpenAccount;
import dev.tributary.channels.adapter.Adapter;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.springframework.stereotype.Component;

/**
 * One call to a platform in its own format, signed as its adapter file says, with a token where the file has one. Never
 * inside a transaction; waits for an answer five seconds at most, for a page of a list twenty.
 */
@Component
public class PlatformCall {

    private static final PlatformHttp.Wish TOLD = new PlatformHttp.Wish(Duration.ofSeconds(5), 64 * 1024, false);
    private static final PlatformHttp.Wish ASKED = new PlatformHttp.Wish(Duration.ofSeconds(20), 8 << 20, true);
    private static final int REASON_CHARACTERS_MAX = 200;

    /** A call that must not have an effect too late is begun within this time of its caller's mark, or not at all. */
    private static final Duration BEGUN_WITHIN = Duration.ofSeconds(10);

    /** From the mark of such a call on, its answer has come by then, or never will. */
    public static final Duration OVER_WITHIN = BEGUN_WITHIN.plus(TOLD.answerMax());

    private final PlatformHttp http;
    private final Tokens tokens;
    private final Clock clock;

    PlatformCall(PlatformHttp http, Tokens tokens, Clock clock) {
        this.http = http;
        this.tokens = tokens;
        this.clock = clock;
    }

    public enum Outcome {
        TOLD,
        /** The platform has had enough for now. */
        SLOW_DOWN,
        /** Time may heal it. */
        FAILED,
        /** A person must look at it. */
        REFUSED
    }

    /** @param retryAfter how long the platform wants to be left alone, where it says */
    public record Answer(Outcome outcome, String reason, Optional<Duration> retryAfter) {

        public Answer(Outcome outcome, String reason) {
            this(outcome, reason, Optional.empty());
        }

        public Answer {
            reason = reason.length() <= REASON_CHARACTERS_MAX ? reason : reason.substring(0, REASON_CHARACTERS_MAX);
        }
    }

    /** @param said what the file's expression made of the reply */
    public record Said(Reply reply, JsonNode said) {

        public String outcome() {
            return said.path("outcome").asText();
        }

        public String reason() {
            return said.path("reason").asText("HTTP " + reply.status());
        }

        public Answer answer() {
            return new Answer(
                    switch (outcome()) {
                        case "told" -> Outcome.TOLD;
                        case "slow-down" -> Outcome.SLOW_DOWN;
                        case "refused" -> Outcome.REFUSED;
                        default -> Outcome.FAILED;
                    },
                    reason(),
                    retryAfter());
        }

        /** By the file's expression, which may have read it in the body, else by the header of HTTP. */
        public Optional<Duration> retryAfter() {
            double seconds = said.path("retryAfterSeconds").asDouble(-1);
            return seconds >= 0
                    ? Optional.of(Duration.ofMillis(Math.round(Math.min(seconds, 86_400) * 1_000)))
                    : reply.retryAfter();
        }
    }

    /** Whether its calls carry a token; if so there is a usable one when this returns. */
    public boolean hasToken(OpenAccount account) throws CallFailure, InterruptedException {
        return tokens.token(account).isPresent();
    }

    /**
     * Tells the platform something.
     *
     * @param variables for names in braces, beside the account's settings
     * @param asked what the request's mapping sees, and the answer's as {@code asked}
     * @throws dev.tributary.channels.adapter.MappingFailure when the file cannot say this in the platform's words
     */
    public Answer make(
            OpenAccount account,
            Adapter.Request request,
            Adapter.Mapping answer,
            Map<String, String> variables,
            JsonNode asked)
            throws InterruptedException {
        try {
            return ask(account, request, answer, variables, asked).answer();
        } catch (CallFailure failure) {
            return new Answer(Outcome.FAILED, failure.reason());
        }
    }

    /** Asks the platform for something small, while somebody waits. */
    public Said ask(
            OpenAccount account,
            Adapter.Request request,
            Adapter.Mapping answer,
            Map<String, String> variables,
            JsonNode asked)
            throws CallFailure, InterruptedException {
        return exchange(account, request, answer, variables, asked, Optional.empty(), TOLD, Instant.MAX);
    }

    /**
     * The same of a call whose effect may not come late.
     *
     * @param mark when it was about to be made; a token that is waited for may hold it up too long, and then it is not made
     */
    public Said askSoon(
            OpenAccount account,
            Adapter.Request request,
            Adapter.Mapping answer,
            Map<String, String> variables,
            JsonNode asked,
            Instant mark)
            throws CallFailure, InterruptedException {
        return exchange(account, request, answer, variables, asked, Optional.empty(), TOLD, mark.plus(BEGUN_WITHIN));
    }

    /**
     * Asks the platform for a page.
     *
     * @param next the address the page before named, in place of the request's own
     */
    public Said ask(
            OpenAccount account,
            Adapter.Request request,
            Adapter.Mapping answer,
            Map<String, String> variables,
            JsonNode asked,
            Optional<URI> next)
            throws CallFailure, InterruptedException {
        return exchange(account, request, answer, variables, asked, next, ASKED, Instant.MAX);
    }

    /** A token that the platform takes for ended, earlier than it had said, is got anew once. */
    private Said exchange(
            OpenAccount account,
            Adapter.Request request,
            Adapter.Mapping answer,
            Map<String, String> variables,
            JsonNode asked,
            Optional<URI> next,
            PlatformHttp.Wish wish,
            Instant begunBy)
            throws CallFailure, InterruptedException {
        var values = new HashMap<>(variables);
        var token = tokens.token(account);
        token.ifPresent(it -> values.put(Adapter.TOKEN, it));
        var said = once(account, request, answer, values, asked, next, wish, begunBy);
        if (token.isEmpty() || !said.outcome().equals("token-ended")) {
            return said;
        }
        tokens.ended(account, token.get());
        tokens.token(account).ifPresent(it -> values.put(Adapter.TOKEN, it));
        return once(account, request, answer, values, asked, next, wish, begunBy);
    }

    private Said once(
            OpenAccount account,
            Adapter.Request request,
            Adapter.Mapping answer,
            Map<String, String> values,
            JsonNode asked,
            Optional<URI> next,
            PlatformHttp.Wish wish,
            Instant begunBy)
            throws CallFailure, InterruptedException {
        var now = clock.instant();
        if (now.isAfter(begunBy)) {
            throw new CallFailure("it could not be made in time");
        }
        var call = Outgoing.of(account, request, values, asked, now);
        var reply = http.send(next.map(call::at).orElse(call), wish);
        return new Said(reply, answer.apply(reply.seen(asked)));
    }
}
