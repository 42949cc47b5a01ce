package dev.tributary.bench;

import com.standardwebhooks.Webhook;
import com.standardwebhooks.exceptions.EmptyWebhookSecretException;
import com.standardwebhooks.exceptions.WebhookVerificationException;
import java.io.IOException;
import java.net.http.HttpHeaders;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** An ERP or a CRM: subscribes to orders, believes only what is signed, and writes down when it first heard of each. */
final class OrderListener implements AutoCloseable {

    private final Receiver receiver;
    private final Map<String, Long> heardMicros = new ConcurrentHashMap<>();
    private volatile String secret = "";

    private OrderListener() throws IOException {
        receiver = Receiver.start(this::hear);
    }

    static OrderListener subscribe(Office office) throws IOException, InterruptedException {
        var listener = new OrderListener();
        var answer = office.post(
                "/v1/subscriptions",
                Map.of("url", listener.receiver.address() + "/orders", "types", List.of("order.*")));
        listener.secret = answer.path("secret").stringValue();
        return listener;
    }

    private Receiver.Reply hear(Receiver.Call call) {
        try {
            new Webhook(secret).verify(call.body(), HttpHeaders.of(call.headers(), (name, value) -> true));
        } catch (EmptyWebhookSecretException | WebhookVerificationException e) {
            return new Receiver.Reply(401, "");
        }
        String number =
                Office.JSON.readTree(call.body()).path("data").path("number").stringValue();
        heardMicros.putIfAbsent(number, call.arrivedMicros());
        return new Receiver.Reply(204, "");
    }

    /** By number; only those heard of. */
    Map<String, Long> heardMicros() {
        return heardMicros;
    }

    @Override
    public void close() {
        receiver.close();
    }
}
