package dev.tributary.channels.lane;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.tributary.channels.account.OpenAccount;
import dev.tributary.channels.adapter.Adapter;
import dev.tributary.channels.adapter.MessageJson;
import dev.tributary.kernel.ChannelId;
import dev.tributary.kernel.Sha256;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Tokens for calls to platforms, got anew before they end: by one node at a time, because many a platform ends the token
 * before when it gives another, and what a token is renewed with works once. Kept encrypted.
 */
@Component
class Tokens {

    private static final PlatformHttp.Wish GRANTED = new PlatformHttp.Wish(Duration.ofSeconds(10), 64 * 1024, true);
    /** Longer than getting one may take. */
    private static final Duration LEASE = Duration.ofSeconds(15);

    private static final Duration LOOK_EVERY = Duration.ofMillis(200);
    private static final int LOOKS_MAX = 50;
    /** A token is got anew when less than a tenth of its life is left, and no later than this before its end. */
    private static final Duration EARLY_MAX = Duration.ofMinutes(5);

    private static final Duration LIFE_MAX = Duration.ofDays(400);
    /** How long a token that is good is used while another node gets the next one. */
    private static final Duration RENEWED_ELSEWHERE = Duration.ofSeconds(5);

    /** While a token cannot be got anew, but the one before still counts. */
    private static final Duration AGAIN_AFTER = Duration.ofSeconds(30);

    private static final Logger LOG = LoggerFactory.getLogger(Tokens.class);

    private final TokenStore store;
    private final LaneLeases leases;
    private final PlatformHttp http;
    private final Clock clock;
    private final String node = UUID.randomUUID().toString();
    private final Map<ChannelId, ReentrantLock> getting = new ConcurrentHashMap<>();
    private final Map<ChannelId, Token> held = new ConcurrentHashMap<>();

    Tokens(TokenStore store, LaneLeases leases, PlatformHttp http, Clock clock) {
        this.store = store;
        this.leases = leases;
        this.http = http;
        this.clock = clock;
    }

    /**
     * @param renewedWith what the platform gave to get the next one with
     * @param settings a hash of the account's settings it was got with, rates left out: with others it counts no more
     */
    record Token(String text, Optional<String> renewedWith, Instant renewAt, Instant endsAt, String settings) {

        Token renewedAfter(Instant moment) {
            return new Token(text, renewedWith, moment.isBefore(endsAt) ? moment : endsAt, endsAt, settings);
        }

        @Override
        public String toString() {
            return "Token(until %s)".formatted(endsAt);
        }
    }

    /** Empty when the adapter has none. */
    Optional<String> token(OpenAccount account) throws CallFailure, InterruptedException {
        var recipe = account.adapter().token();
        if (recipe.isEmpty()) {
            return Optional.empty();
        }
        var settings = hash(account);
        var known = usable(Optional.ofNullable(held.get(account.channel())), settings);
        if (known.isPresent()) {
            return Optional.of(known.get().text());
        }
        var lock = getting.computeIfAbsent(account.channel(), any -> new ReentrantLock());
        lock.lockInterruptibly();
        try {
            var token = got(account, recipe.get(), settings);
            held.put(account.channel(), token);
            return Optional.of(token.text());
        } finally {
            lock.unlock();
        }
    }

    /** The platform takes it no more, whatever it had said of its life. */
    void ended(OpenAccount account, String token) {
        held.computeIfPresent(
                account.channel(), (channel, known) -> known.text().equals(token) ? null : known);
        store.find(account.merchant(), account.channel())
                .filter(kept -> kept.text().equals(token))
                .ifPresent(kept -> store.save(
                        account.merchant(),
                        account.channel(),
                        new Token(kept.text(), kept.renewedWith(), Instant.EPOCH, Instant.EPOCH, kept.settings())));
    }

    private Optional<Token> usable(Optional<Token> token, String settings) {
        return token.filter(it -> it.settings().equals(settings))
                .filter(it -> clock.instant().isBefore(it.renewAt()));
    }

    private Token got(OpenAccount account, Adapter.Token recipe, String settings)
            throws CallFailure, InterruptedException {
        var worker = node + "/token/" + account.channel();
        for (int look = 0; look < LOOKS_MAX; look++) {
            var kept = store.find(account.merchant(), account.channel())
                    .filter(it -> it.settings().equals(settings));
            var usable = usable(kept, settings);
            if (usable.isPresent()) {
                return usable.get();
            }
            if (leases.lease(account.channel(), LaneLeases.Lane.TOKEN, worker, LEASE)) {
                try {
                    return renewed(account, recipe, kept, settings);
                } finally {
                    leases.release(worker);
                }
            }
            var good = kept.filter(it -> clock.instant().isBefore(it.endsAt()));
            if (good.isPresent()) {
                return good.get().renewedAfter(clock.instant().plus(RENEWED_ELSEWHERE));
            }
            // The node that is asking is another process: there is nothing here to be woken by.
            Thread.sleep(LOOK_EVERY);
        }
        throw new CallFailure("another node did not get a token");
    }

    /** A good token is not given up because the platform does not give the next one now. */
    private Token renewed(OpenAccount account, Adapter.Token recipe, Optional<Token> kept, String settings)
            throws CallFailure, InterruptedException {
        try {
            var token = ask(account, recipe, kept, settings);
            store.save(account.merchant(), account.channel(), token);
            return token;
        } catch (CallFailure failure) {
            var now = clock.instant();
            var good = kept.filter(it -> now.isBefore(it.endsAt())).orElseThrow(() -> failure);
            LOG.warn(
                    "channel {} goes on with the token it has until {}: {}",
                    account.channel(),
                    good.endsAt(),
                    failure.reason());
            return good.renewedAfter(now.plus(AGAIN_AFTER));
        }
    }

    private Token ask(OpenAccount account, Adapter.Token recipe, Optional<Token> kept, String settings)
            throws CallFailure, InterruptedException {
        var variables = new TreeMap<String, String>();
        variables.put("refreshToken", account.texts().getOrDefault("refreshToken", ""));
        kept.flatMap(Token::renewedWith).ifPresent(it -> variables.put("refreshToken", it));
        var asked = MessageJson.tree(Map.of("account", account.texts(), "refreshToken", variables.get("refreshToken")));
        var now = clock.instant();
        var reply = http.send(Outgoing.of(account, recipe.request(), variables, asked, now), GRANTED);
        var said = recipe.answer().apply(reply.seen(MessageJson.tree(Map.of())));
        var text = said.path("token").asText("");
        if (!said.path("outcome").asText().equals("granted") || text.isBlank()) {
            throw new CallFailure("no token: " + said.path("reason").asText("HTTP " + reply.status()));
        }
        var life = Duration.ofSeconds(Math.clamp(said.path("expiresInSeconds").asLong(), 1, LIFE_MAX.toSeconds()));
        var early = life.dividedBy(10).compareTo(EARLY_MAX) < 0 ? life.dividedBy(10) : EARLY_MAX;
        return new Token(
                text,
                Optional.ofNullable(said.path("refreshToken").textValue()).or(() -> kept.flatMap(Token::renewedWith)),
                now.plus(life).minus(early),
                now.plus(life),
                settings);
    }

    private static String hash(OpenAccount account) {
        var digest = Sha256.begin();
        var identity = new TreeMap<>(account.texts());
        account.adapter().settings().values().stream()
                .filter(setting -> setting.kind() == Adapter.Setting.Kind.NUMBER)
                .forEach(rate -> identity.remove(rate.name()));
        identity.forEach((name, value) -> {
            digest.update(name.getBytes(UTF_8));
            digest.update((byte) 0);
            digest.update(value.getBytes(UTF_8));
            digest.update((byte) 0);
        });
        return HexFormat.of().formatHex(digest.digest(), 0, 16);
    }
}
