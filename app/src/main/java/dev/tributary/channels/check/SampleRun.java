package dev.tributary.channels.check;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tributary.channels.adapter.Adapter;
import dev.tributary.channels.adapter.MappingFailure;
import dev.tributary.channels.adapter.MessageJson;
import dev.tributary.channels.adapter.Names;
import dev.tributary.channels.inbox.Bodies;
import dev.tributary.channels.inbox.DoorCall;
import dev.tributary.channels.inbox.DoorRequest;
import dev.tributary.channels.inbox.DropDoor;
import dev.tributary.channels.inbox.NewMessage;
import dev.tributary.channels.lane.Outgoing;
import dev.tributary.channels.lane.Reply;
import dev.tributary.channels.order.MessageCheck;
import dev.tributary.channels.socket.Frames;
import dev.tributary.kernel.ProblemException;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Plays samples as the hub would: the same doors, the same mappings, the same calls. */
final class SampleRun {

    private final Samples samples;

    SampleRun(Samples samples) {
        this.samples = samples;
    }

    /** What differs, or nothing when all is as the sample says. */
    Optional<String> difference(Sample sample) {
        try {
            return switch (sample.deed()) {
                case Sample.Deed.Receives call -> compare(sample.expectation(), received(call));
                case Sample.Deed.Hears(var frame) -> heard(sample.expectation(), frame);
                case Sample.Deed.Tells(var request, var asked) -> sent(sample.expectation(), request, asked);
                case Sample.Deed.Answers answer -> answered(sample.expectation(), answer);
            };
        } catch (ProblemException refused) {
            var problem = Names.kebab(refused.problem());
            return sample.expectation().equals(new Sample.Expectation.Refuses(problem))
                    ? Optional.empty()
                    : Optional.of("%s, found the door refuses: %s (%s)"
                            .formatted(expected(sample.expectation()), problem, refused.getMessage()));
        } catch (MappingFailure parked) {
            return parks(sample.expectation()).equals(Optional.of(parked.code()))
                    ? Optional.empty()
                    : Optional.of("%s, found it parks: %s (%s)"
                            .formatted(expected(sample.expectation()), parked.code(), parked.getMessage()));
        } catch (IllegalStateException unusable) {
            return Optional.of("%s, found: %s".formatted(expected(sample.expectation()), unusable.getMessage()));
        }
    }

    private JsonNode received(Sample.Deed.Receives call) {
        if (samples.account().adapter().drop().isPresent()) {
            return array(DropDoor.messages(samples.account(), call.body(), samples.now()));
        }
        var request = new DoorRequest(call.url(), call.query(), call.headers(), call.body());
        var read = DoorCall.read(samples.account(), request);
        var messages = (call.signed() ? DoorCall.read(samples.account(), read.signed()) : read)
                .check(call.kind(), samples.now());
        return messages.size() == 1 ? understood(messages.getFirst()) : array(messages);
    }

    /** What is made of the frame's message, or what is said to the platform once it is stored. */
    private Optional<String> heard(Sample.Expectation expectation, String frame) {
        try {
            var told = new Frames(samples.account()).told(frame, samples.now());
            if (expectation instanceof Sample.Expectation.Sends(var expected)) {
                var found = MessageJson.read(told.answer().orElse("{}").getBytes(UTF_8));
                return JsonDifference.first(expected.path("json"), found).map(JsonDifference::toString);
            }
            return compare(
                    expectation, told.message().map(this::understood).orElseGet(JsonNodeFactory.instance::objectNode));
        } catch (IOException e) {
            throw new IllegalStateException("an answer that is no JSON", e);
        }
    }

    private JsonNode array(List<NewMessage> messages) {
        var array = JsonNodeFactory.instance.arrayNode();
        messages.forEach(message -> array.add(understood(message)));
        return array;
    }

    private JsonNode understood(NewMessage message) {
        return understood(message.kind(), message.body());
    }

    private JsonNode understood(String kind, byte[] body) {
        var told = Bodies.told(samples.account().adapter(), kind, body);
        MessageCheck.check(samples.account(), told);
        return told;
    }

    private Optional<String> sent(Sample.Expectation expectation, PlatformRequest request, ObjectNode asked) {
        var variables = new TreeMap<>(MessageJson.parameters(asked));
        if (samples.account().adapter().token().isPresent() && request.part() != PlatformRequest.Part.TOKEN) {
            variables.put(Adapter.TOKEN, samples.token());
        }
        inTimeOfThePlatform(asked, "from", variables);
        inTimeOfThePlatform(asked, "to", variables);
        ObjectNode seen = seen(request, asked);
        if (request.part() == PlatformRequest.Part.PULL || request.part() == PlatformRequest.Part.CERTIFICATE) {
            variables.forEach(seen::put);
        }
        var call = Outgoing.of(samples.account(), request.request(), variables, seen, samples.now());
        return expectation instanceof Sample.Expectation.Sends(var expected)
                ? new SentCall(call).differenceFrom(expected).map(JsonDifference::toString)
                : Optional.of("%s, found it is sent".formatted(expected(expectation)));
    }

    /** A window's moments stand in samples as moments do, and are told as the file's {@code time} writes them. */
    private void inTimeOfThePlatform(JsonNode asked, String name, Map<String, String> variables) {
        if (asked.has(name)) {
            try {
                var moment = Instant.parse(asked.path(name).asText());
                variables.put(name, samples.account().adapter().time().write(moment));
            } catch (DateTimeException e) {
                throw new IllegalStateException("'%s' is no moment such as 2026-11-22T02:00:00Z".formatted(name));
            }
        }
    }

    /** What each lane adds to what the call is about. */
    private ObjectNode seen(PlatformRequest request, JsonNode asked) {
        ObjectNode seen = asked.deepCopy();
        var account = samples.account();
        seen.set(
                "account",
                MessageJson.tree(
                        request.part() == PlatformRequest.Part.TOKEN ? account.texts() : account.withoutSecrets()));
        if (request.part() == PlatformRequest.Part.ANSWERS) {
            seen.put("tells", request.name());
        }
        return seen;
    }

    private Optional<String> answered(Sample.Expectation expectation, Sample.Deed.Answers answer) {
        if (!(expectation instanceof Sample.Expectation.Reads reads)) {
            throw new IllegalArgumentException("an answer is read");
        }
        var reply = new Reply(answer.status(), answer.headers(), answer.body());
        var said = answer.request().answer().apply(reply.seen(seen(answer.request(), answer.asked())));
        var outcome = reads.means().flatMap(means -> JsonDifference.of("/outcome", means, said.path("outcome")));
        if (outcome.isPresent()) {
            return outcome.map(JsonDifference::toString);
        }
        var given = given(answer.request(), said);
        return reads.parks()
                .map(code -> "expected it parks: %s, found it gives %s".formatted(code, MessageJson.write(given)))
                .or(() -> reads.gives()
                        .flatMap(gives -> JsonDifference.first(gives, given))
                        .map(JsonDifference::toString))
                .or(() -> reads.page()
                        .flatMap(page -> JsonDifference.first(page, rest(said)))
                        .map(JsonDifference::toString));
    }

    /** Items that are whole are understood as when they come through the inbox. */
    private JsonNode given(PlatformRequest request, JsonNode said) {
        return switch (said.path("outcome").asText()) {
            case "found" ->
                request.list().map(list -> told(list, said.path("message"))).orElse(said);
            case "listed" -> {
                var array = JsonNodeFactory.instance.arrayNode();
                var whole = request.list()
                        .filter(list -> samples.account()
                                .adapter()
                                .pull()
                                .map(pull -> pull.lists().get(list))
                                .flatMap(Adapter.PulledList::detail)
                                .isEmpty());
                said.path("items")
                        .forEach(item -> array.add(whole.map(list -> told(list, item.path("message")))
                                .orElse(item)));
                yield array;
            }
            default -> said;
        };
    }

    private JsonNode told(String list, JsonNode message) {
        return understood(list, MessageJson.write(message).getBytes(UTF_8));
    }

    private static JsonNode rest(JsonNode said) {
        ObjectNode rest = said.deepCopy();
        return rest.remove(List.of("items", "outcome"));
    }

    private static Optional<String> compare(Sample.Expectation expectation, JsonNode found) {
        return expectation instanceof Sample.Expectation.Gives(var told)
                ? JsonDifference.first(told, found).map(JsonDifference::toString)
                : Optional.of("%s, found it gives %s".formatted(expected(expectation), MessageJson.write(found)));
    }

    private static Optional<String> parks(Sample.Expectation expectation) {
        return switch (expectation) {
            case Sample.Expectation.Parks(var code) -> Optional.of(code);
            case Sample.Expectation.Reads reads -> reads.parks();
            case Sample.Expectation.Gives _, Sample.Expectation.Refuses _, Sample.Expectation.Sends _ ->
                Optional.empty();
        };
    }

    private static String expected(Sample.Expectation expectation) {
        return switch (expectation) {
            case Sample.Expectation.Gives _ -> "expected it gives something";
            case Sample.Expectation.Refuses(var problem) -> "expected the door refuses: " + problem;
            case Sample.Expectation.Parks(var code) -> "expected it parks: " + code;
            case Sample.Expectation.Sends _ -> "expected it is sent";
            case Sample.Expectation.Reads _ -> "expected it is read";
        };
    }
}
