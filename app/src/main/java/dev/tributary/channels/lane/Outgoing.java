package dev.tributary.channels.lane;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tributary.channels.account.OpenAccount;
import dev.tributary.channels.adapter.Adapter;
import dev.tributary.channels.adapter.MessageJson;
import dev.tributary.channels.adapter.MessageXml;
import dev.tributary.channels.adapter.SignatureScheme;
import dev.tributary.channels.adapter.Template;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
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
        var seen = seen(asked, values);
        var query = new TreeMap<String, String>();
        request.query().forEach((name, value) -> query.put(name, Template.fill(value, values)));
        request.parameters().ifPresent(mapping -> query.putAll(texts(mapping.apply(seen))));
        var headers = new TreeMap<String, String>();
        request.headers().forEach((name, value) -> headers.put(name, Template.fill(value, values)));
        request.basic().ifPresent(basic -> headers.put("Authorization", basic(account, basic)));
        var call = new Outgoing(
                request.method(),
                url(request, account, values, variables) + path(request, seen),
                query,
                headers,
                new byte[0]);
        if (request.body().isEmpty() && request.members().isEmpty()) {
            return call.signed(account, request, new TreeMap<>());
        }
        var mapped = mapped(request, seen, values);
        return switch (request.transport()) {
            case JSON -> call.json(account, request, mapped);
            case XML -> call.xml(account, request, mapped);
            case FORM -> call.form(account, request, mapped);
        };
    }

    private static JsonNode mapped(Adapter.Request request, JsonNode seen, Map<String, String> values) {
        var mapped = request.body().map(body -> body.apply(seen)).orElseGet(JsonNodeFactory.instance::objectNode);
        if (request.members().isEmpty()) {
            return mapped;
        }
        JsonNode whole = mapped.deepCopy();
        var into = request.transport() == Adapter.Transport.XML ? MessageXml.root(whole) : (ObjectNode) whole;
        request.members().forEach((name, value) -> into.put(name, Template.fill(value, values)));
        return whole;
    }

    private static String basic(OpenAccount account, Adapter.Request.Basic basic) {
        var person = account.text(basic.name()) + ":" + account.text(basic.password());
        return "Basic " + Base64.getEncoder().encodeToString(person.getBytes(UTF_8));
    }

    /** What a call is about may hold anything; settings are addresses, and stay as they are. */
    private static String url(
            Adapter.Request request, OpenAccount account, Map<String, String> values, Map<String, String> variables) {
        var inUrl = new HashMap<>(values);
        variables.forEach((name, value) -> {
            if (!account.texts().containsKey(name)) {
                inUrl.put(name, part(value));
            }
        });
        return Template.fill(request.url(), inUrl);
    }

    private static String path(Adapter.Request request, JsonNode seen) {
        var path = new StringBuilder();
        request.path()
                .ifPresent(parts ->
                        parts.apply(seen).forEach(part -> path.append('/').append(part(part.asText()))));
        return path.toString();
    }

    private static String part(String text) {
        return URLEncoder.encode(text, UTF_8).replace("+", "%20");
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
        var call = new Outgoing(
                method, url, query, headers, MessageJson.write(mapped).getBytes(UTF_8));
        var member = request.signature().flatMap(Adapter.Signature::member);
        if (member.isEmpty()) {
            return call.signed(account, request, MessageJson.parameters(mapped));
        }
        var signature = request.signature().orElseThrow();
        ObjectNode whole = mapped.deepCopy();
        whole.put(
                member.get(),
                call.signature(
                        account,
                        signature,
                        MessageJson.parameters(mapped),
                        signature.sortedOf().isEmpty()
                                ? Optional.empty()
                                : Optional.of(jsonTexts(mapped, signature.sortedOf()))));
        return new Outgoing(
                method, url, query, headers, MessageJson.write(whole).getBytes(UTF_8));
    }

    private Outgoing xml(OpenAccount account, Adapter.Request request, JsonNode mapped) {
        headers.putIfAbsent("Content-Type", "application/xml;charset=utf-8");
        var parameters = MessageXml.parameters(mapped);
        var call = new Outgoing(
                method, url, query, headers, MessageXml.write(mapped).getBytes(UTF_8));
        var signature = request.signature().filter(it -> it.member().isPresent());
        if (signature.isEmpty()) {
            return call.signed(account, request, parameters);
        }
        JsonNode whole = mapped.deepCopy();
        MessageXml.root(whole)
                .put(
                        signature.get().member().orElseThrow(),
                        call.signature(account, signature.get(), parameters, Optional.empty()));
        return new Outgoing(method, url, query, headers, MessageXml.write(whole).getBytes(UTF_8));
    }

    private static SortedMap<String, String> jsonTexts(JsonNode body, Set<String> members) {
        var texts = new TreeMap<String, String>();
        members.forEach(member -> body.path(member)
                .properties()
                .forEach(entry -> texts.put(entry.getKey(), MessageJson.write(entry.getValue()))));
        return texts;
    }

    private Outgoing form(OpenAccount account, Adapter.Request request, JsonNode mapped) {
        headers.putIfAbsent("Content-Type", FORM_TYPE);
        var form = texts(mapped);
        var call = new Outgoing(method, url, query, headers, encoded(form).getBytes(UTF_8));
        var signature = request.signature().filter(it -> it.member().isPresent());
        if (signature.isEmpty()) {
            return call.signed(account, request, form);
        }
        var text = call.signature(account, signature.get(), form, Optional.empty());
        form.put(signature.get().member().orElseThrow(), text);
        return new Outgoing(method, url, query, headers, encoded(form).getBytes(UTF_8));
    }

    /** Members that are no texts are told as JSON. */
    private static SortedMap<String, String> texts(JsonNode mapped) {
        var texts = new TreeMap<String, String>();
        mapped.properties()
                .forEach(entry -> texts.put(
                        entry.getKey(),
                        entry.getValue().isContainerNode()
                                ? MessageJson.write(entry.getValue())
                                : entry.getValue().asText()));
        return texts;
    }

    private Outgoing signed(OpenAccount account, Adapter.Request request, SortedMap<String, String> parameters) {
        request.signature().ifPresent(signature -> {
            var text = signature(account, signature, parameters, Optional.empty());
            signature.header().ifPresent(name -> headers.put(name, text));
            signature.parameter().ifPresent(name -> query.put(name, text));
        });
        return this;
    }

    /** @param sorted when these are not all parameters */
    private String signature(
            OpenAccount account,
            Adapter.Signature signature,
            SortedMap<String, String> parameters,
            Optional<SortedMap<String, String>> sorted) {
        var signed = new TreeMap<>(parameters);
        signed.putAll(query);
        return signature
                .scheme()
                .sign(
                        new SignatureScheme.Signed(url, signed, sorted.orElse(signed), body, account.withoutSecrets()),
                        account.text(signature.secret()));
    }

    /** @throws IllegalArgumentException when it cannot be sent; the reason holds no setting, for it may be a secret */
    HttpRequest http(Duration answerMax) {
        try {
            var builder = HttpRequest.newBuilder(URI.create(query.isEmpty() ? url : url + "?" + encoded(query)))
                    .timeout(answerMax)
                    .method(
                            method.name(),
                            body.length == 0 && method == Adapter.Request.Method.GET
                                    ? HttpRequest.BodyPublishers.noBody()
                                    : HttpRequest.BodyPublishers.ofByteArray(body));
            headers.forEach(builder::header);
            return builder.build();
        } catch (IllegalArgumentException e) {
            // Without its cause, whose message quotes the header or the address.
            throw new IllegalArgumentException("a setting holds a character that no address or header may hold");
        }
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
