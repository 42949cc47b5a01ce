package dev.tributary.sandbox.check;

/** What was given back, by our book and by the hub's. */
public final class AfterSales {

    private long refunds;
    private long returns;
    private long ours;
    private long theirs;
    private long unitsTakenOff;
    private long unitsBackOnHand;

    /** Answers what does not fit; empty when all is well. */
    String enter(SentOrder sent, HeldOrder held) {
        GivenBack back = sent.givenBack();
        theirs += held.refunded();
        if (back == null) {
            return held.refunded() == 0
                    ? ""
                    : "%s: nothing was given back, the hub says %d".formatted(sent.number(), held.refunded());
        }
        ours += back.amount();
        if (back.receipt().isEmpty()) {
            refunds++;
        } else {
            returns++;
            unitsBackOnHand += back.restocked() ? back.units() : 0;
        }
        unitsTakenOff += sent.units(back.item()) - held.line(back.item() + 1).units();
        if (held.refunded() != back.amount()) {
            return "%s: we gave %d back, the hub says %d".formatted(sent.number(), back.amount(), held.refunded());
        }
        long returned = back.receipt().isEmpty() ? 0 : back.units();
        return held.line(back.item() + 1).unitsReturned() == returned
                ? ""
                : "%s: %d units came back, the hub says %d"
                        .formatted(
                                sent.number(),
                                returned,
                                held.line(back.item() + 1).unitsReturned());
    }

    String sums() {
        return ours == theirs ? "" : "we gave %d back, the hub says %d".formatted(ours, theirs);
    }

    public String summary() {
        return "%,d refunds and %,d till returns: ¥%,.2f given back by our book, ¥%,.2f by the hub's; %,d units taken off orders, %,d on hand again"
                .formatted(refunds, returns, ours / 100.0, theirs / 100.0, unitsTakenOff, unitsBackOnHand);
    }
}
