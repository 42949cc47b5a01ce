package dev.tributary.bench.history;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Short histories that nobody could explain, without the hub's own explanation: the search alone must see it. */
class PlantedHistoriesTest {

    private static final String FIVE_UNITS = """
            call id=1 at=0 op=w1 do=change lines=RECEIVE:S1@N1:5
            answer id=1 at=10 said=changed replayed=false
            """;
    private static final String ONE_SOLD = """
            call id=2 at=20 op=t1 do=sell number=T1 lines=S1*1@N1
            answer id=2 at=30 said=placed state=SHIPPED payment=PAID lines=SHIPPED@N1 replayed=false
            """;

    @Test
    void explainsWhatCanBe() {
        explained(FIVE_UNITS + """
                call id=2 at=20 op=o1 do=take number=O1 fill=all lines=S1*3@N1
                call id=3 at=21 op=o2 do=take number=O2 fill=all lines=S1*3@N1
                answer id=3 at=40 said=placed state=ACCEPTED payment=UNPAID lines=CONFIRMED@N1 replayed=false
                answer id=2 at=41 said=refused short=1:3:2
                call id=4 at=50 op=c1 do=cancel number=O2
                call id=5 at=51 op=o3 do=take number=O3 fill=all lines=S1*5@N1
                answer id=5 at=60 said=placed state=ACCEPTED payment=UNPAID lines=CONFIRMED@N1 replayed=false
                """);
    }

    @Test
    void rejectsADoubleSale() {
        rejected(FIVE_UNITS + """
                call id=2 at=20 op=o1 do=take number=O1 fill=all lines=S1*3@N1
                call id=3 at=21 op=o2 do=take number=O2 fill=all lines=S1*3@N1
                answer id=2 at=40 said=placed state=ACCEPTED payment=UNPAID lines=CONFIRMED@N1 replayed=false
                answer id=3 at=41 said=placed state=ACCEPTED payment=UNPAID lines=CONFIRMED@N1 replayed=false
                """);
    }

    @Test
    void rejectsALostRelease() {
        rejected(FIVE_UNITS + """
                call id=2 at=20 op=o1 do=take number=O1 fill=all lines=S1*5@N1
                answer id=2 at=30 said=placed state=ACCEPTED payment=UNPAID lines=CONFIRMED@N1 replayed=false
                call id=3 at=40 op=c1 do=cancel number=O1
                answer id=3 at=50 said=done state=CANCELLED payment=UNPAID replayed=false
                call id=4 at=60 op=o2 do=take number=O2 fill=all lines=S1*1@N1
                answer id=4 at=70 said=refused short=1:1:0
                """);
    }

    @Test
    void rejectsAStaleSnapshot() {
        String told = FIVE_UNITS + """
                call id=3 at=40000 op=t1 do=sell number=T1 lines=S1*1@N1
                answer id=3 at=50000 said=placed state=SHIPPED payment=PAID lines=SHIPPED@N1 replayed=false
                call id=4 at=60000 op=n1 do=snapshot number=N1 asOf=20000 moment=20000 lines=S1@N1:8
                answer id=4 at=70000 said=applied lines=S1@N1:CHANGED:%s
                call id=5 at=80000 op=q1 do=read row=S1@N1
                answer id=5 at=90000 said=row onHand=%d reserved=0 safety=0 allowance=0 short=0 version=3
                """;
        explained(told.formatted("4:-1:7", 7));
        rejected(told.formatted("4:0:8", 8));
        rejected(told.formatted("4:-1:7", 8));
    }

    /** The sale was over before their numbers were taken, and had not reached them by then. */
    @Test
    void rejectsASnapshotThatForgetsWhatItsSenderHadNotDeducted() {
        String told = FIVE_UNITS + """
                call id=3 at=40000 op=t1 do=sell number=T1 lines=S1*1@N1
                answer id=3 at=50000 said=placed state=SHIPPED payment=PAID lines=SHIPPED@N1 replayed=false
                call id=4 at=90000 op=n1 do=snapshot number=N1 asOf=80000 moment=80000 behind=60000 lines=S1@N1:8,S2@N1:0
                answer id=4 at=95000 said=applied lines=S1@N1:CHANGED:%s,S2@N1:UNCHANGED:0:0:0
                call id=5 at=100000 op=q1 do=read row=S1@N1
                answer id=5 at=110000 said=row onHand=%d reserved=0 safety=0 allowance=0 short=0 version=3
                """;
        explained(told.formatted("4:-1:7", 7));
        rejected(told.formatted("4:0:8", 8));
        explained(told.replace(" behind=60000", "").formatted("4:0:8", 8));
    }

    /** Their book is empty where it says nothing. */
    @Test
    void rejectsAFullSnapshotThatLeavesARowAsItWas() {
        String told = FIVE_UNITS + """
                call id=4 at=90000 op=n1 do=snapshot number=N1 asOf=80000 moment=80000 lines=S2@N1:3,S1@N1:0
                answer id=4 at=95000 said=applied lines=S2@N1:CHANGED:0:0:3,S1@N1:%s
                call id=5 at=100000 op=q1 do=read row=S1@N1
                answer id=5 at=110000 said=row onHand=%d reserved=0 safety=0 allowance=0 short=0 version=%d
                """;
        explained(told.formatted("CHANGED:5:0:0", 0, 2));
        rejected(told.formatted("UNCHANGED:5:0:5", 5, 1));
    }

    @Test
    void rejectsAReturnRestockedTwice() {
        String told = FIVE_UNITS + ONE_SOLD + """
                call id=3 at=40 op=r1 do=return number=R1 original=T1 disposition=RESTOCK lines=S1*1@N1
                call id=4 at=50 op=r1 do=return number=R1 original=T1 disposition=RESTOCK lines=S1*1@N1
                answer id=4 at=60 said=returned replayed=false
                call id=5 at=70 op=q1 do=read row=S1@N1
                answer id=5 at=80 said=row onHand=%d reserved=0 safety=0 allowance=0 short=0 version=%d
                """;
        explained(told.formatted(5, 3));
        rejected(told.formatted(6, 4));
    }

    @Test
    void rejectsADamagedReturnThatCanBeSold() {
        rejected(FIVE_UNITS + ONE_SOLD + """
                call id=4 at=50 op=r1 do=return number=R1 original=T1 disposition=DAMAGED lines=S1*1@N1
                answer id=4 at=60 said=returned replayed=false
                call id=5 at=70 op=q1 do=read row=S1@N1
                answer id=5 at=80 said=row onHand=5 reserved=0 safety=0 allowance=0 short=0 version=3
                """);
    }

    @Test
    void rejectsALostPayment() {
        rejected(FIVE_UNITS + """
                call id=2 at=20 op=o1 do=take number=O1 fill=all lines=S1*5@N1
                answer id=2 at=30 said=placed state=ACCEPTED payment=UNPAID lines=CONFIRMED@N1 replayed=false
                call id=3 at=40 op=p1 do=pay number=O1 reference=p1 amount=5
                answer id=3 at=50 said=done state=ACCEPTED payment=PAID replayed=false
                call id=4 at=60 op=l1 do=look number=O1
                answer id=4 at=70 said=order state=ACCEPTED payment=UNPAID lines=CONFIRMED@N1
                """);
    }

    @Test
    void rejectsAHoldThatEndsTooSoon() {
        String told = FIVE_UNITS + """
                call id=2 at=20 op=o1 do=take number=O1 fill=all hold=1000 lines=S1*5@N1
                answer id=2 at=30 said=placed state=ACCEPTED payment=UNPAID lines=HELD@N1 replayed=false
                call id=3 at=%d op=q1 do=read row=S1@N1
                answer id=3 at=%d said=row onHand=5 reserved=0 safety=0 allowance=0 short=0 version=3
                """;
        explained(told.formatted(1_500, 1_600));
        rejected(told.formatted(500, 600));
    }

    @Test
    void rejectsAnAcknowledgedWriteThatIsMissing() {
        rejected(FIVE_UNITS + """
                call id=2 at=20 op=w2 do=change lines=RECEIVE:S1@N1:5
                answer id=2 at=30 said=changed replayed=false
                call id=3 at=40 op=q1 do=read row=S1@N1
                answer id=3 at=50 said=row onHand=5 reserved=0 safety=0 allowance=0 short=0 version=1
                """);
    }

    @Test
    void rejectsHalfAnAllOrNothing() {
        rejected(FIVE_UNITS + """
                call id=2 at=20 op=o1 do=take number=O1 fill=all lines=S1*2@N1,S2*1@N1
                call id=3 at=40 op=q1 do=read row=S1@N1
                answer id=3 at=50 said=row onHand=5 reserved=2 safety=0 allowance=0 short=0 version=2
                """);
    }

    /** The second buyer asked after the first was told of the cancel: only the order that goes back in time explains it. */
    @Test
    void rejectsAnAnswerOlderThanRealTimeAllows() {
        rejected(FIVE_UNITS + """
                call id=2 at=20 op=w2 do=change lines=COUNT:S1@N1:0
                answer id=2 at=30 said=changed replayed=false
                call id=3 at=40 op=o1 do=take number=O1 fill=all lines=S1*1@N1
                answer id=3 at=50 said=placed state=ACCEPTED payment=UNPAID lines=CONFIRMED@N1 replayed=false
                """);
    }

    @Test
    void anUnansweredCallMayHaveHappenedOrNot() {
        String told = FIVE_UNITS + """
                call id=2 at=20 op=t1 do=sell number=T1 lines=S1*1@N1
                call id=3 at=40 op=q1 do=read row=S1@N1
                answer id=3 at=50 said=row onHand=%d reserved=0 safety=0 allowance=0 short=0 version=%d
                """;
        explained(told.formatted(5, 1));
        explained(told.formatted(4, 2));
        rejected(told.formatted(3, 3));
    }

    private static void explained(String history) {
        assertThat(Verdict.of(History.of(history)).wrong()).isEmpty();
    }

    private static void rejected(String history) {
        assertThat(Verdict.of(History.of(history)).wrong()).isNotEmpty();
        assertThat(Verdict.of(History.of(history)).wrong().getFirst()).startsWith("no order of the operations");
    }
}
