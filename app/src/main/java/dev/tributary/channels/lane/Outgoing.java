package dev.tributary.channels.lane;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tributary.channels.account.OpenAccount;
import dev.tributary.channels.adapter.Adapter;
import dev.tributary.channels.adapter.MessageJson;
import dev.tributary.channels.adapter.SignatureScheme;
import dev.tributary.channels.adapter.Template;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A call to a platform as it goes over the wire: filled in and signed as its adapter file says.
 *
 * @param url without the query
 */
public record Outgoing(
        Adapter.Request.Method method,
        String url,
        SortedMap<String, String> query,
        SortedMap<String, String> headers,
        byte[] body) {

    private static final String FORM_TYPE = "application/x-www-form-urlencoded;charset=utf-8";

    /**
     * @param variables what the call is about, for names in braces
     * @param asked what the body's mapping sees; {@code timestamp} and {@code token} stand in it too
     * @throws dev.tributary.channels.adapter.MappingFailure when the file cannot say this in the platform's words
     */
    public static Outgoing of(
            OpenAccount account, Adapter.Request request, Map<String, String> variables, JsonNode asked, Instant now) {
        var values = new HashMap<>(account.texts());
        values.putAll(variables);
        values.put("timestamp", account.adapter().time().write(now));
        var query = new TreeMap<String, String>();
        request.query().forEach((name, value) -> query.put(name, Template.fill(value, values)));
        var headers = new TreeMap<String, String>();
        request.headers().forEach((name, value) -> headers.put(name, Template.fill(value, values)));
        var call =
                new Outgoing(request.method(), url(request, account, values, variables), query, headers, new byte[0]);
        var mapped = request.body().map(body -> body.apply(seen(asked, values)));
        return mapped.isEmpty()
                ? call.signed(account, request, new TreeMap<>())
                : switch (request.transport()) {
                    case JSON -> call.json(account, request, mapped.get());
                    case FORM -> call.form(account, request, mapped.get());
                };
    }

    /** What a call is about may hold anything; settings are addresses, and stay as they are. */
    private static String url(
            Adapter.Request request, OpenAccount account, Map<String, String> values, Map<String, String> variables) {
        var inUrl = new HashMap<>(values);
        variables.forEach((name, value) -> {
            if (!account.texts().containsKey(name)) {
                inUrl.put(name, URLEncoder.encode(value, UTF_8).replace("+", "%20"));
            }
        });
        return Template.fill(request.url(), inUrl);
    }

    private static JsonNode seen(JsonNode asked, Map<String, String> values) {
        ObjectNode seen = asked.deepCopy();
        seen.put("timestamp", values.get("timestamp"));
        if (values.containsKey(Adapter.TOKEN)) {
            seen.put(Adapter.TOKEN, values.get(Adapter.TOKEN));
        }
        return seen;
    }

    private Outgoing json(OpenAccount account, Adapter.Request request, JsonNode mapped) {
        headers.putIfAbsent("Content-Type", "application/json");
        var members = new TreeMap<String, String>();
        mapped.properties().forEach(member -> {
            if (member.getValue().isValueNode() && !member.getValue().isNull()) {
                members.put(member.getKey(), member.getValue().asText());
            }
        });
        var call = new Outgoing(
                method, url, query, headers, MessageJson.write(mapped).getBytes(UTF_8));
        var member = request.signature().flatMap(Adapter.Signature::member);
        if (member.isEmpty()) {
            return call.signed(account, request, members);
        }
        ObjectNode whole = mapped.deepCopy();
        whole.put(member.get(), call.signature(account, request.signature().orElseThrow(), members));
        return new Outgoing(
                method, url, query, headers, MessageJson.write(whole).getBytes(UTF_8));
    }

    private Outgoing form(OpenAccount account, Adapter.Request request, JsonNode mapped) {
        headers.putIfAbsent("Content-Type", FORM_TYPE);
        var form = new TreeMap<String, String>();
        mapped.properties()
                .forEach(entry -> form.put(
                        entry.getKey(),
                        entry.getValue().isContainerNode()
                                ? MessageJson.write(entry.getValue())
                                : entry.getValue().asText()));
        return new Outgoing(method, url, query, headers, encoded(form).getBytes(UTF_8)).signed(account, request, form);
    }

    private Outgoing signed(OpenAccount account, Adapter.Request request, SortedMap<String, String> parameters) {
        request.signature().ifPresent(signature -> {
            var text = signature(account, signature, parameters);
            signature.header().ifPresent(name -> headers.put(name, text));
            signature.parameter().ifPresent(name -> query.put(name, text));
        });
        return this;
    }

    private String signature(OpenAccount account, Adapter.Signature signature, SortedMap<String, String> parameters) {
        var signed = new TreeMap<>(parameters);
        signed.putAll(query);
        return signature
                .scheme()
                .sign(
                        new SignatureScheme.Signed(url, signed, body, account.withoutSecrets()),
                        account.text(signature.secret()));
    }

    HttpRequest http(Duration answerMax) {
        var builder = HttpRequest.newBuilder(URI.create(query.isEmpty() ? url : url + "?" + encoded(query)))
                .timeout(answerMax)
                .method(
                        method.name(),
                        body.length == 0 && method == Adapter.Request.Method.GET
                                ? HttpRequest.BodyPublishers.noBody()
                                : HttpRequest.BodyPublishers.ofByteArray(body));
        headers.forEach(builder::header);
        return builder.build();
    }

    /** The address a platform named for its next page: its own host, or nobody follows it. */
    Outgoing at(URI next) {
        var here = URI.create(url);
        if (!here.resolve("/").equals(next.resolve("/"))) {
            throw new IllegalArgumentException("the next page is on another host");
        }
        return new Outgoing(method, next.toString(), new TreeMap<>(), headers, body);
    }

    private static String encoded(Map<String, String> form) {
        var text = new StringBuilder();
        form.forEach((name, value) -> text.append(text.isEmpty() ? "" : "&")
                .append(URLEncoder.encode(name, UTF_8))
                .append('=')
                .append(URLEncoder.encode(value, UTF_8)));
        return text.toString();
    }

    /** Without what it carries: headers and bodies hold tokens. */
    @Override
    public String toString() {
        return method + " " + url;
    }
}
