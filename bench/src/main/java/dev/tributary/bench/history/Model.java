package dev.tributary.bench.history;

/**
 * What the hub promises, as slowly and obviously as can be: one operation after the other, each told by the API's
 * contract. Given the same world and operation it always does the same.
 */
final class Model {

    private Model() {}

    /** The first time that an operation is done, or done without effect. */
    static Step step(World world, Operation operation) {
        var asked = operation.asked;
        return switch (operation.kind()) {
            case "take" -> TakeRule.take(world, asked, operation.invoked());
            case "pay" -> OrderRules.pay(world, asked);
            case "cancel" -> OrderRules.cancel(world, asked);
            case "edit" -> OrderRules.edit(world, asked);
            case "ship" -> OrderRules.ship(world, asked);
            case "look" -> OrderRules.look(world, asked);
            case "expire" -> OrderRules.expire(world, asked);
            case "goOn" -> TakeRule.goOn(world, asked);
            case "sell" -> TillRules.sell(world, asked);
            case "return" -> TillRules.takeBack(world, asked);
            case "void" -> TillRules.undo(world, asked);
            case "change" -> StockRules.change(world, asked, operation.name);
            case "read" -> StockRules.read(world, asked);
            case "moment" -> StockRules.moment(world, asked);
            case "snapshot" -> StockRules.snapshot(world, asked);
            case "allow", "settle" -> StockRules.allow(world, asked);
            // What becomes of the allowance, its settling says, which is the hub's own.
            case "endLease" -> new Step(world).answers("ended");
            case "quota" -> QuotaRules.set(world, asked, operation.askedAt());
            case "endQuota" -> QuotaRules.end(world, asked);
            case "overQuota" -> QuotaRules.over(world, asked);
            case "readQuota" -> QuotaRules.read(world, asked);
            case "plan" -> TransferRules.plan(world, asked);
            case "depart" -> TransferRules.depart(world, asked);
            case "arrive" -> TransferRules.arrive(world, asked);
            case "turnBack" -> TransferRules.turnBack(world, asked);
            default -> throw new IllegalArgumentException("the model knows no operation " + asked);
        };
    }

    /** What is answered to one who asks again for what was done. */
    static Step again(World world, Operation operation) {
        var asked = operation.asked;
        return switch (operation.kind()) {
            case "take", "sell" -> OrderRules.placedAgain(world, asked);
            case "pay", "cancel", "edit" -> OrderRules.doneAgain(world, asked, true);
            case "ship" -> OrderRules.doneAgain(world, asked, false);
            case "change" -> new Step(world).answers("changed");
            case "return" -> new Step(world).answers("returned");
            case "void" -> TillRules.undo(world, asked);
            case "plan", "depart", "arrive", "turnBack" -> new Step(world).answers("transfer");
            case "allow" -> new Step(world).answers("allowed");
            case "quota" -> new Step(world).answers("quota");
            default -> step(world, operation);
        };
    }

    /** Whether its first telling is answered another way than those that repeat it. */
    static boolean once(Operation operation) {
        return switch (operation.kind()) {
            case "take", "sell", "return", "change", "allow", "quota", "plan", "depart", "arrive", "turnBack" -> true;
            default -> false;
        };
    }
}
