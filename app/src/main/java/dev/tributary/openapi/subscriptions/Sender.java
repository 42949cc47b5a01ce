package dev.tributary.openapi.subscriptions;

import com.standardwebhooks.Webhook;
import com.standardwebhooks.exceptions.EmptyWebhookSecretException;
import com.standardwebhooks.exceptions.WebhookSigningException;
import jakarta.annotation.PreDestroy;
import java.net.URI;
import java.net.UnknownHostException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.springframework.stereotype.Component;

/** One signed call to one receiver, in no transaction. Never follows redirects, never waits longer than five seconds. */
@Component
class Sender {

    static final Duration ANSWER_MAX = Duration.ofSeconds(5);

    private static final Duration CONNECT_MAX = Duration.ofSeconds(3);
    private static final int ANSWER_BYTES_MAX = 65_536;
    private static final BodyHandler<Void> ANSWER = BodyHandlers.limiting(BodyHandlers.discarding(), ANSWER_BYTES_MAX);

    private final Envelope envelope;
    private final SubscriptionSecrets secrets;
    private final Addresses addresses;
    private final Clock clock;
    private final HttpClient client = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.NEVER)
            .connectTimeout(CONNECT_MAX)
            .executor(Executors.newVirtualThreadPerTaskExecutor())
            .build();

    Sender(Envelope envelope, SubscriptionSecrets secrets, Addresses addresses, Clock clock) {
        this.envelope = envelope;
        this.secrets = secrets;
        this.addresses = addresses;
        this.clock = clock;
    }

    sealed interface Outcome {
        record Accepted() implements Outcome {}

        /** The receiver says that it wants no more, ever. */
        record Gone() implements Outcome {}

        record Failed(String why) implements Outcome {}

        /** This node no longer had the right to. */
        record Untried() implements Outcome {}
    }

    Outcome send(Subscription to, Delivery delivery) throws InterruptedException {
        try {
            var receiver = URI.create(to.url());
            if (!addresses.mayCall(receiver)) {
                return new Outcome.Failed("its name leads inside the hub's own network");
            }
            return answered(request(to, receiver, delivery));
        } catch (UnknownHostException e) {
            return new Outcome.Failed("its name is not known");
        }
    }

    private Outcome answered(HttpRequest request) throws InterruptedException {
        var answer = client.sendAsync(request, ANSWER);
        try {
            int status =
                    answer.get(ANSWER_MAX.toMillis(), TimeUnit.MILLISECONDS).statusCode();
            if (status >= 200 && status < 300) {
                return new Outcome.Accepted();
            }
            return status == 410 ? new Outcome.Gone() : new Outcome.Failed("it answered " + status);
        } catch (TimeoutException e) {
            answer.cancel(true);
            return new Outcome.Failed("no answer within " + ANSWER_MAX.toSeconds() + " s");
        } catch (ExecutionException e) {
            return new Outcome.Failed(why(e.getCause() == null ? e : e.getCause()));
        }
    }

    private HttpRequest request(Subscription to, URI receiver, Delivery delivery) {
        var body = envelope.body(to.merchant(), delivery);
        var id = Long.toString(delivery.eventId());
        long seconds = clock.instant().getEpochSecond();
        return HttpRequest.newBuilder(receiver)
                .timeout(ANSWER_MAX)
                .header("Content-Type", "application/json")
                .header("User-Agent", "Tributary")
                .header("webhook-id", id)
                .header("webhook-timestamp", Long.toString(seconds))
                .header("webhook-signature", signature(to, id, seconds, body))
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build();
    }

    private String signature(Subscription to, String id, long seconds, String body) {
        try {
            return new Webhook(secrets.secret(to.merchant().value(), to.salt())).sign(id, seconds, body);
        } catch (EmptyWebhookSecretException | WebhookSigningException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String why(Throwable cause) {
        var message = cause.getMessage();
        return message == null
                ? cause.getClass().getSimpleName()
                : cause.getClass().getSimpleName() + ": " + message;
    }

    @PreDestroy
    void close() {
        client.shutdownNow();
    }
}
