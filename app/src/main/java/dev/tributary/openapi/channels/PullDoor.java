package dev.tributary.openapi.channels;

import dev.tributary.access.Caller;
import dev.tributary.access.Needs;
import dev.tributary.access.Scope;
import dev.tributary.catalog.Catalog;
import dev.tributary.channels.Pulls;
import dev.tributary.kernel.Contract;
import dev.tributary.kernel.Member;
import dev.tributary.kernel.Page;
import dev.tributary.kernel.Problem;
import dev.tributary.kernel.Shape;
import dev.tributary.openapi.Callers;
import dev.tributary.openapi.body.Fields;
import dev.tributary.openapi.body.Paging;
import dev.tributary.openapi.body.Times;
import dev.tributary.openapi.idempotency.KeyedWrites;
import dev.tributary.openapi.idempotency.KeyedWrites.Answer;
import java.time.Instant;
import java.util.Optional;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.JsonNode;

/** How far a platform's lists are read, and stretches of them that are read again. */
@RestController
class PullDoor {

    private static final int LIST_CHARACTERS_MAX = 80;

    @Shape("PulledList")
    record ShownList(
            String list,

            @Member(says = "Everything that changed on the platform before this moment is in the inbox.")
            Instant through,

            @Member(
                    says =
                            "Since when, until `lostTo`, the platform's list did not reach back any more when it was read.")
            Optional<Instant> lostFrom,

            Optional<Instant> lostTo,
            Optional<Instant> lookedAt,

            @Member(says = "Absent while the list can be read.")
            Optional<Instant> failingSince,

            String failure) {}

    @Shape("PulledRange")
    record ShownRange(
            String id,
            String list,
            Instant from,
            Instant to,

            @Member(says = "How far it is read.") Instant through,

            @Member(says = "Changes that its windows held; those that were here already count too.")
            long items,

            String owner,
            Instant askedAt,
            Optional<Instant> endedAt) {}

    @Shape("NewPulledRange")
    record NewRange(
            @Member(charactersMax = LIST_CHARACTERS_MAX) String list, Instant from, Instant to) {}

    @Shape("PulledRangeId")
    record RangeId(String id) {}

    private final Pulls pulls;
    private final Catalog catalog;
    private final KeyedWrites writes;

    PullDoor(Pulls pulls, Catalog catalog, KeyedWrites writes) {
        this.pulls = pulls;
        this.catalog = catalog;
        this.writes = writes;
    }

    @Contract(
            id = "listPulls",
            says = "The platform's lists that the hub reads by itself, and how far each is read.",
            refusals = Problem.NOT_FOUND)
    @GetMapping("/v1/channels/{code}/pulls")
    @Needs(Scope.SETUP_READ)
    Page<ShownList> lists(
            Caller caller,
            @PathVariable String code,
            @RequestParam Optional<Integer> limit,
            @RequestParam Optional<String> cursor) {
        var merchant = Callers.merchant(caller);
        var page = Paging.of(limit, cursor)
                .cut(pulls.lists(merchant, ChannelCodes.find(catalog, merchant, code)), Pulls.PulledList::name);
        return Paging.shown(page, PullDoor::shown);
    }

    @Contract(
            id = "listPulledRanges",
            says = "Stretches that were asked for, the latest fifty, newest first.",
            refusals = Problem.NOT_FOUND)
    @GetMapping("/v1/channels/{code}/pulls/ranges")
    @Needs(Scope.SETUP_READ)
    Page<ShownRange> ranges(Caller caller, @PathVariable String code) {
        var merchant = Callers.merchant(caller);
        return new Page<>(
                pulls.ranges(merchant, ChannelCodes.find(catalog, merchant, code)).stream()
                        .map(PullDoor::shown)
                        .toList(),
                Optional.empty());
    }

    @Contract(
            id = "pullAgain",
            says =
                    "Reads a stretch of a list again, behind what is new: for what was placed before the channel was connected, or"
                            + " for what a certificate misses. What is here already has no second effect. At most ten at a time.",
            body = NewRange.class,
            key = Contract.Key.OPTIONAL,
            status = 201,
            answer = RangeId.class,
            refusals = {Problem.NOT_FOUND, Problem.OVERLOADED})
    @PostMapping("/v1/channels/{code}/pulls/ranges")
    @Needs(Scope.SETUP_WRITE)
    ResponseEntity<Object> again(
            Caller caller,
            @RequestHeader("Idempotency-Key") Optional<String> key,
            @PathVariable String code,
            @RequestBody JsonNode body) {
        var merchant = Callers.merchant(caller);
        var channel = ChannelCodes.find(catalog, merchant, code);
        var fields = Fields.of(body);
        var list = fields.text("list", LIST_CHARACTERS_MAX);
        var from = required(fields, "from");
        var to = required(fields, "to");
        fields.finish();
        return writes.run(
                caller,
                key,
                "POST /v1/channels/%s/pulls/ranges %s".formatted(code, body),
                () -> Answer.of(
                        HttpStatus.CREATED.value(),
                        new RangeId(Long.toString(pulls.again(
                                merchant, channel, list, from.orElseThrow(), to.orElseThrow(), caller.clientId())))));
    }

    private static Optional<Instant> required(Fields fields, String name) {
        if (!fields.has(name)) {
            fields.wrong(name, "required", "it must be given");
        }
        return Times.optional(fields, name);
    }

    static ShownList shown(Pulls.PulledList list) {
        return new ShownList(
                list.name(),
                list.through(),
                list.lostFrom(),
                list.lostTo(),
                list.lookedAt(),
                list.failingSince(),
                list.failure());
    }

    private static ShownRange shown(Pulls.Range range) {
        return new ShownRange(
                Long.toString(range.id()),
                range.list(),
                range.from(),
                range.to(),
                range.through(),
                range.items(),
                range.owner(),
                range.askedAt(),
                range.endedAt());
    }
}
