package dev.tributary.openapi.snapshots;

import dev.tributary.access.Caller;
import dev.tributary.access.Needs;
import dev.tributary.access.Scope;
import dev.tributary.inventory.Snapshots;
import dev.tributary.kernel.Contract;
import dev.tributary.kernel.Page;
import dev.tributary.kernel.Problem;
import dev.tributary.kernel.ProblemException;
import dev.tributary.openapi.Callers;
import dev.tributary.openapi.body.Paging;
import dev.tributary.openapi.erp.Orders;
import dev.tributary.openapi.snapshots.SnapshotShapes.Compared;
import dev.tributary.openapi.snapshots.SnapshotShapes.Listed;
import dev.tributary.openapi.snapshots.SnapshotShapes.Standing;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.util.Optional;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Absolute numbers of an ERP or WMS, which never bring back what was sold since. */
@RestController
class SnapshotDoor {

    private final SnapshotDesk desk;
    private final Snapshots snapshots;
    private final SnapshotAnswers answers;

    SnapshotDoor(SnapshotDesk desk, Snapshots snapshots, SnapshotAnswers answers) {
        this.desk = desk;
        this.snapshots = snapshots;
        this.answers = answers;
    }

    @Contract(
            id = "applySnapshot",
            says =
                    "Absolute numbers of another book: each row gets their number with what its ledger says since; what was"
                            + " sold is not brought back. The same snapshot again goes on where it stopped, or is a replay.",
            body = SnapshotShapes.Body.class,
            refusals = {Problem.CONFLICT, Problem.REUSED_KEY, Problem.OVERLOADED})
    @PutMapping("/v1/stock/snapshots")
    @Needs(Scope.STOCK_WRITE)
    ResponseEntity<Standing> apply(HttpServletRequest request, Caller caller) throws IOException {
        var merchant = Callers.merchant(caller);
        long id = desk.receive(merchant, caller.clientId(), request.getInputStream());
        boolean before = standing(caller, id).appliedAt().isPresent();
        desk.apply(merchant, id);
        var answer = ResponseEntity.ok();
        if (before) {
            answer.header("Idempotent-Replayed", "true");
        }
        return answer.body(answers.standing(standing(caller, id)));
    }

    @Contract(
            id = "previewSnapshot",
            says =
                    "Takes a snapshot in without applying it: its lines show what they would come to. The same body may then"
                            + " be applied; until then another may take its place.",
            body = SnapshotShapes.Body.class,
            refusals = Problem.REUSED_KEY)
    @PostMapping("/v1/stock/snapshots:preview")
    @Needs(Scope.STOCK_WRITE)
    Standing preview(HttpServletRequest request, Caller caller) throws IOException {
        long id = desk.receive(Callers.merchant(caller), caller.clientId(), request.getInputStream());
        return answers.standing(standing(caller, id));
    }

    @Contract(id = "listSnapshots", says = "Snapshots that were received, newest first.")
    @GetMapping("/v1/stock/snapshots")
    @Needs(Scope.STOCK_READ)
    Page<Listed> list(Caller caller, @RequestParam Optional<Integer> limit, @RequestParam Optional<String> cursor) {
        var paging = Paging.of(limit, cursor);
        return Paging.shown(
                snapshots.list(Callers.merchant(caller), paging.after(), paging.limit()), SnapshotAnswers::listed);
    }

    @Contract(id = "getSnapshot", says = "What became of a snapshot so far.", refusals = Problem.NOT_FOUND)
    @GetMapping("/v1/stock/snapshots/{id}")
    @Needs(Scope.STOCK_READ)
    Standing get(Caller caller, @PathVariable String id) {
        return answers.standing(standing(caller, number(id)));
    }

    @Contract(
            id = "compareSnapshot",
            says =
                    "They say, we hold, since then, result: what each line came to or, as long as it is not applied, would"
                            + " come to at this moment. In base units. Lines are kept for 31 days.",
            refusals = Problem.NOT_FOUND)
    @GetMapping("/v1/stock/snapshots/{id}/lines")
    @Needs(Scope.STOCK_READ)
    Page<Compared> lines(
            Caller caller,
            @PathVariable String id,
            @RequestParam Optional<Integer> limit,
            @RequestParam Optional<String> cursor) {
        var paging = Paging.of(limit, cursor);
        var standing = standing(caller, number(id));
        return Paging.shown(
                snapshots.lines(standing.merchant(), standing.id(), paging.after(), paging.limit()), answers::compared);
    }

    private Snapshots.Standing standing(Caller caller, long id) {
        return snapshots
                .find(Callers.merchant(caller), id)
                .orElseThrow(() -> ProblemException.notFound("there is no such snapshot"));
    }

    private static long number(String id) {
        if (!id.matches(Orders.PATTERN)) {
            throw ProblemException.notFound("there is no such snapshot");
        }
        return Long.parseLong(id);
    }
}
