package dev.tributary.bench.history;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Histories with the hub's own explanation, as a hub with a fault would tell them: its books agree with themselves. */
class WitnessTest {

    /** A ledger and timelines as a hub writes them, whatever it did. */
    private static final class Told {
        private final StringBuilder text = new StringBuilder();
        private final Map<String, long[]> rows = new HashMap<>();
        private long calls;

        Told asked(long at, String operation, String asked, long answered, String said) {
            calls++;
            text.append("call id=%d at=%d op=%s do=%s\n".formatted(calls, at, operation, asked));
            if (answered > 0) {
                text.append("answer id=%d at=%d said=%s\n".formatted(calls, answered, said));
            }
            return this;
        }

        Told moved(long at, String row, String kind, long onHand, long reserved, String why) {
            long[] sums = rows.computeIfAbsent(row, key -> new long[3]);
            sums[0] += onHand;
            sums[1] += reserved;
            text.append(("moved row=%s version=%d kind=%s onHand=%d reserved=%d onHandAfter=%d reservedAfter=%d"
                            + " shortAfter=%d at=%d %s\n")
                    .formatted(
                            row,
                            ++sums[2],
                            kind,
                            onHand,
                            reserved,
                            sums[0],
                            sums[1],
                            Math.max(0, sums[1] - sums[0]),
                            at,
                            why));
            return this;
        }

        Told line(String line) {
            text.append(line).append('\n');
            return this;
        }

        String wrong() {
            return String.join("\n", Verdict.of(History.of(text.toString())).wrong());
        }
    }

    private static final String PLACED = "placed state=ACCEPTED payment=UNPAID lines=CONFIRMED@N1 replayed=false";

    private static Told five() {
        return new Told()
                .asked(0, "w1", "change lines=RECEIVE:S1@N1:5", 10, "changed replayed=false")
                .moved(5, "S1@N1", "RECEIVE", 5, 0, "cause=w1");
    }

    private static Told fiveAndOne() {
        return five().asked(6, "w0", "change lines=RECEIVE:S2@N1:1", 8, "changed replayed=false")
                .moved(7, "S2@N1", "RECEIVE", 1, 0, "cause=w0");
    }

    private static Told fiveAndOrder(long units) {
        return five().asked(20, "o1", "take number=O1 fill=all lines=S1*%d@N1".formatted(units), 30, PLACED)
                .moved(25, "S1@N1", "RESERVE", 0, units, "order=O1");
    }

    @Test
    void explainsWhatCanBe() {
        assertThat(fiveAndOrder(3)
                        .asked(40, "o2", "take number=O2 fill=all lines=S1*3@N1", 50, "refused short=1:3:2")
                        .asked(60, "c1", "cancel number=O1", 0, "")
                        .moved(65, "S1@N1", "RELEASE", 0, -3, "order=O1")
                        .line("told order=O1 kind=cancelled detail=c1 at=64")
                        .asked(80, "q1", "read row=S1@N1", 90, "row onHand=5 reserved=0 short=0 version=3")
                        .wrong())
                .isEmpty();
    }

    @Test
    void rejectsADoubleSale() {
        assertThat(fiveAndOrder(3)
                        .asked(20, "o2", "take number=O2 fill=all lines=S1*3@N1", 30, PLACED)
                        .moved(26, "S1@N1", "RESERVE", 0, 3, "order=O2")
                        .wrong())
                .contains("it must do []; the ledger says");
    }

    @Test
    void rejectsALostRelease() {
        assertThat(fiveAndOrder(5)
                        .asked(40, "c1", "cancel number=O1", 50, "done state=CANCELLED payment=UNPAID replayed=false")
                        .line("told order=O1 kind=cancelled detail=c1 at=45")
                        .wrong())
                .contains("kind=RELEASE", "the ledger says []");
    }

    @Test
    void rejectsAStaleSnapshot() {
        var told = five().asked(40_000, "t1", "sell number=T1 lines=S1*1@N1", 50_000, sold())
                .moved(45_000, "S1@N1", "SELL", -1, 0, "order=T1")
                .asked(
                        60_000,
                        "n1",
                        "snapshot number=N1 asOf=20000 moment=20000 lines=S1@N1:8",
                        70_000,
                        "applied lines=S1@N1:CHANGED:4:0:8")
                .moved(65_000, "S1@N1", "SNAPSHOT", 4, 0, "cause=snapshot/N1");
        assertThat(told.wrong()).contains("kind=SNAPSHOT, onHand=3", "kind=SNAPSHOT, onHand=4");
    }

    @Test
    void rejectsAReturnRestockedTwice() {
        var told = five().asked(20, "t1", "sell number=T1 lines=S1*1@N1", 30, sold())
                .moved(25, "S1@N1", "SELL", -1, 0, "order=T1")
                .asked(
                        40,
                        "r1",
                        "return number=R1 original=T1 disposition=RESTOCK lines=S1*1@N1",
                        50,
                        "returned replayed=false")
                .moved(45, "S1@N1", "RETURN", 1, 0, "order=T1 cause=return/R1_restock_1")
                .line("told order=T1 kind=returned detail=R1:_1_of_S1 at=44");
        assertThat(told.wrong()).isEmpty();
        told.moved(46, "S1@N1", "RETURN", 1, 0, "order=T1 cause=return/R1_restock_1");
        assertThat(told.wrong()).contains("it must do [Move[row=S1@N1, kind=RETURN");
    }

    @Test
    void rejectsAnAcknowledgedWriteThatNoBookKnows() {
        assertThat(five().asked(20, "w2", "change lines=RECEIVE:S1@N1:5", 30, "changed replayed=false")
                        .wrong())
                .contains("no book knows of an effect");
    }

    @Test
    void rejectsALineThatNobodyAskedFor() {
        assertThat(five().moved(20, "S1@N1", "REPAIR", 0, 0, "cause=repair/1").wrong())
                .contains("a line that nobody caused");
    }

    @Test
    void rejectsALedgerWithAHole() {
        assertThat(five().line(
                                "moved row=S1@N1 version=3 kind=RECEIVE onHand=1 reserved=0 onHandAfter=6 reservedAfter=0"
                                        + " shortAfter=0 at=9 cause=w1")
                        .wrong())
                .contains("has no line 2");
    }

    @Test
    void rejectsAnOrderThatGoesBackInTime() {
        assertThat(five().asked(20, "w2", "change lines=COUNT:S1@N1:2", 30, "changed replayed=false")
                        .asked(40, "w3", "change lines=COUNT:S1@N1:9", 50, "changed replayed=false")
                        .moved(45, "S1@N1", "COUNT", 4, 0, "cause=w3")
                        .moved(46, "S1@N1", "COUNT", -7, 0, "cause=w2")
                        .wrong())
                .contains("was answered before that could be what it says");
    }

    @Test
    void rejectsARefusalWithEnoughThere() {
        assertThat(five().asked(20, "o1", "take number=O1 fill=all lines=S1*3@N1", 30, "refused short=1:3:2")
                        .wrong())
                .contains("at no moment of its time was that right");
    }

    @Test
    void rejectsAHoldThatNeverEnds() {
        var held = five().asked(
                        20,
                        "o1",
                        "take number=O1 fill=all hold=1000 lines=S1*1@N1",
                        30,
                        "placed state=ACCEPTED payment=UNPAID lines=HELD@N1 replayed=false")
                .moved(25, "S1@N1", "RESERVE", 0, 1, "order=O1");
        assertThat(held.wrong()).isEmpty();
        assertThat(held.line("quiet at=60000000").wrong()).contains("still holds");
    }

    /** Two orders of a SKU that one may have: whose hub counts wrong, its books agree with themselves. */
    @Test
    void rejectsATakeBeyondAQuota() {
        assertThat(withCap(4)
                        .asked(60, "o2", "take number=O2 channel=flash fill=all lines=S1*1@N2", 70, placedAt("N2"))
                        .moved(65, "S1@N2", "RESERVE", 0, 1, "order=O2")
                        .wrong())
                .isEmpty();
        assertThat(withCap(4)
                        .asked(60, "o2", "take number=O2 channel=app fill=all lines=S1*2@N2", 70, placedAt("N2"))
                        .moved(65, "S1@N2", "RESERVE", 0, 2, "order=O2")
                        .wrong())
                .contains("it must do []; the ledger says");
    }

    @Test
    void rejectsARefusalThatNoQuotaExplains() {
        assertThat(withCap(4)
                        .asked(
                                60,
                                "o2",
                                "take number=O2 channel=app fill=all lines=S1*2@N2",
                                70,
                                "refused short=1:2:1 why=quota")
                        .wrong())
                .isEmpty();
        assertThat(withCap(5)
                        .asked(
                                60,
                                "o2",
                                "take number=O2 channel=app fill=all lines=S1*2@N2",
                                70,
                                "refused short=1:2:1 why=quota")
                        .wrong())
                .contains("at no moment of its time was that right");
    }

    @Test
    void rejectsAQuotaThatCountsWrong() {
        assertThat(withCap(4)
                        .asked(80, "q1", "readQuota sku=S1 code=u1", 90, "quota state=IN_FORCE open=3 shipped=0")
                        .wrong())
                .isEmpty();
        assertThat(withCap(4)
                        .asked(80, "q1", "readQuota sku=S1 code=u1", 90, "quota state=IN_FORCE open=2 shipped=0")
                        .wrong())
                .contains("readQuota", "at no moment of its time was that right");
    }

    /** Three of it are promised at one place, by a channel that may have so many over all places. */
    private static Told withCap(long amount) {
        String asked = "quota sku=S1 code=u1 kind=CAP channels=app amount=%d".formatted(amount);
        return five().asked(11, "w2", "change lines=RECEIVE:S1@N2:5", 13, "changed replayed=false")
                .moved(12, "S1@N2", "RECEIVE", 5, 0, "cause=w2")
                .asked(14, "u1", asked, 18, "quota state=IN_FORCE open=0 shipped=0 version=1 replayed=false")
                .line("told order=quota/S1 kind=quota detail=u1 at=16")
                .asked(20, "o1", "take number=O1 channel=app fill=all lines=S1*3@N1", 30, PLACED)
                .moved(25, "S1@N1", "RESERVE", 0, 3, "order=O1");
    }

    private static String placedAt(String place) {
        return "placed state=ACCEPTED payment=UNPAID lines=CONFIRMED@%s replayed=false".formatted(place);
    }

    /** Who would rather be served at another place keeps back there only what is enough for the whole line. */
    @Test
    void whoWaitsKeepsPartsBackAtItsFirstPlaceAlone() {
        String waits = "placed state=ACCEPTED payment=UNPAID lines=CONFIRMED@N1,WAITING_STOCK replayed=false";
        for (String places : new String[] {"N2|N1", "N1|N2"}) {
            var told = five().asked(11, "w2", "change lines=RECEIVE:S2@N1:2", 13, "changed replayed=false")
                    .moved(12, "S2@N1", "RECEIVE", 2, 0, "cause=w2")
                    .asked(20, "o1", "take number=O1 fill=some lines=S1*1@N1,S2*3@%s".formatted(places), 30, waits)
                    .moved(25, "S1@N1", "RESERVE", 0, 1, "order=O1")
                    .asked(40, "o2", "take number=O2 fill=all lines=S2*2@N1", 50, PLACED)
                    .moved(45, "S2@N1", "RESERVE", 0, 2, "order=O2");
            if (places.startsWith("N2")) {
                assertThat(told.wrong()).isEmpty();
            } else {
                assertThat(told.wrong()).contains("it must do []");
            }
        }
    }

    @Test
    void aSnapshotLeavesOutWhatWasHeldAtItsMoment() {
        for (long came : new long[] {7, 8}) {
            var told = five().asked(
                            20_000,
                            "r1",
                            "return number=R1 disposition=DAMAGED lines=S1*1@N1",
                            21_000,
                            "returned replayed=false")
                    .moved(20_500, "S1@N1", "RETURN", 0, 0, "cause=return/R1_damaged_1")
                    .asked(
                            60_000,
                            "n1",
                            "snapshot number=N1 asOf=40000 moment=40000 lines=S1@N1:8",
                            70_000,
                            "applied lines=S1@N1:CHANGED:5:%d:%d".formatted(came - 8, came))
                    .moved(65_000, "S1@N1", "SNAPSHOT", came - 5, 0, "cause=snapshot/N1");
            assertThat(told.wrong().isEmpty()).isEqualTo(came == 7);
        }
    }

    @Test
    void twoSnapshotsThatChangeNothingStandInTheOrderOfTheirMoments() {
        var told = five().asked(
                        21_000,
                        "n1",
                        "snapshot number=N1 asOf=20000 moment=20000 lines=S1@N1:5",
                        22_000,
                        "applied lines=S1@N1:UNCHANGED:5:0:5")
                .asked(
                        41_000,
                        "n2",
                        "snapshot number=N2 asOf=40000 moment=40000 lines=S1@N1:5",
                        42_000,
                        "applied lines=S1@N1:UNCHANGED:5:0:5")
                .asked(60_000, "t1", "sell number=T1 lines=S1*1@N1", 70_000, sold())
                .moved(65_000, "S1@N1", "SELL", -1, 0, "order=T1");
        assertThat(told.wrong()).isEmpty();
    }

    /** Whoever waits there no more moved no line that would say on which side of the moment that was. */
    @Test
    void aSnapshotThatChangesNothingStandsBehindWhoLeftTheRowBeforeItsMoment() {
        var told = five().asked(100, "w2", "change lines=RECEIVE:S2@N1:1", 110, "changed replayed=false")
                .moved(105, "S2@N1", "RECEIVE", 1, 0, "cause=w2")
                .asked(
                        200,
                        "o1",
                        "take number=O1 fill=some lines=S1*9@N1,S2*1@N1",
                        300,
                        "placed state=ACCEPTED payment=UNPAID lines=WAITING_STOCK,CONFIRMED@N1 replayed=false")
                .moved(205, "S2@N1", "RESERVE", 0, 1, "order=O1")
                .asked(400, "c1", "cancel number=O1", 500, "done state=CANCELLED payment=UNPAID replayed=false")
                .moved(405, "S2@N1", "RELEASE", 0, -1, "order=O1")
                .line("told order=O1 kind=cancelled detail=c1 at=404")
                .asked(
                        21_000,
                        "n1",
                        "snapshot number=N1 asOf=20000 moment=20000 lines=S1@N1:5",
                        22_000,
                        "applied lines=S1@N1:UNCHANGED:5:0:5");
        assertThat(told.wrong()).isEmpty();
    }

    /** O1 ends in one row and leaves the other with the same step: who came before it did so at both. */
    @Test
    void aRefusalStandsOnOneSideOfWhoLeftARowThatItLookedAt() {
        var told = five().asked(
                        100,
                        "o1",
                        "take number=O1 fill=some hold=1000 lines=S1*2@N1,S3*1@N1",
                        110,
                        "placed state=ACCEPTED payment=UNPAID lines=HELD@N1,WAITING_STOCK replayed=false")
                .moved(105, "S1@N1", "RESERVE", 0, 2, "order=O1")
                .asked(5_000, "r1", "take number=R1 fill=all lines=S1*4@N1,S3*1@N1", 9_000, "refused short=1:4:3,2:1:0")
                .moved(7_000, "S1@N1", "RELEASE", 0, -2, "order=O1")
                .line("told order=O1 kind=expired detail=not_paid_in_time at=4990")
                .asked(7_100, "w4", "change lines=RECEIVE:S3@N1:1", 7_600, "changed replayed=false")
                .moved(7_500, "S3@N1", "RECEIVE", 1, 0, "cause=w4");
        assertThat(told.wrong()).isEmpty();
    }

    /** At four hundred moments before it was asked it would have been right as well. */
    @Test
    void aRefusalIsLookedForWithinItsCall() {
        var told = five();
        for (int i = 0; i < 800; i++) {
            int at = 100 + 10 * i;
            int units = i % 2 == 0 ? -2 : 2;
            told.asked(at, "a" + i, "change lines=ADJUST:S1@N1:" + units, at + 9, "changed replayed=false")
                    .moved(at + 5, "S1@N1", "ADJUST", units, 0, "cause=a" + i);
        }
        told.asked(
                        10_100,
                        "o1",
                        "take number=O1 fill=some hold=1000 lines=S1*2@N1,S3*1@N1",
                        10_110,
                        "placed state=ACCEPTED payment=UNPAID lines=HELD@N1,WAITING_STOCK replayed=false")
                .moved(10_105, "S1@N1", "RESERVE", 0, 2, "order=O1")
                .asked(
                        15_000,
                        "r1",
                        "take number=R1 fill=all lines=S1*4@N1,S3*1@N1",
                        19_000,
                        "refused short=1:4:3,2:1:0")
                .moved(17_000, "S1@N1", "RELEASE", 0, -2, "order=O1")
                .line("told order=O1 kind=expired detail=not_paid_in_time at=14990")
                .asked(17_100, "w4", "change lines=RECEIVE:S3@N1:1", 17_600, "changed replayed=false")
                .moved(17_500, "S3@N1", "RECEIVE", 1, 0, "cause=w4");
        assertThat(told.wrong()).isEmpty();
    }

    @Test
    void aRefusalMayBeThatOfAnEarlierCallThatWasNotHeard() {
        var told = five().asked(20, "o1", "take number=O1 fill=all lines=S1*9@N1", 0, "")
                .asked(50, "w2", "change lines=RECEIVE:S1@N1:9", 60, "changed replayed=false")
                .moved(55, "S1@N1", "RECEIVE", 9, 0, "cause=w2");
        assertThat(told.asked(80, "o1", "take number=O1 fill=all lines=S1*9@N1", 90, "refused short=1:9:5")
                        .wrong())
                .isEmpty();
        assertThat(told.asked(100, "o2", "take number=O2 fill=all lines=S1*9@N1", 110, "refused short=1:9:5")
                        .wrong())
                .contains("at no moment of its time was that right");
    }

    /** N1 finds 5 at its moment and, after a receipt and N0, when it is applied: only there does it come to 5. */
    @Test
    void aSnapshotThatChangesNothingStandsWhereItsOtherRowsWereChanged() {
        var told = fiveAndOne()
                .asked(
                        9_000,
                        "n0",
                        "snapshot number=N0 asOf=8000 moment=8000 lines=S1@N1:2",
                        40_000,
                        "applied lines=S1@N1:CHANGED:8:3:5")
                .asked(29_000, "w2", "change lines=RECEIVE:S1@N1:3", 31_000, "changed replayed=false")
                .moved(30_000, "S1@N1", "RECEIVE", 3, 0, "cause=w2")
                .moved(35_000, "S1@N1", "SNAPSHOT", -3, 0, "cause=snapshot/N0")
                .asked(
                        21_000,
                        "n1",
                        "snapshot number=N1 asOf=20000 moment=20000 lines=S1@N1:2,S2@N1:4",
                        60_000,
                        "applied lines=S1@N1:UNCHANGED:5:3:5,S2@N1:CHANGED:1:0:4")
                .moved(50_000, "S2@N1", "SNAPSHOT", 3, 0, "cause=snapshot/N1");
        assertThat(told.wrong()).isEmpty();
    }

    /** N1 was written with the row beside it; N2 spoke of a later moment, so it came after that. */
    @Test
    void snapshotsThatChangeNothingStandInTheOrderOfTheirMomentsWhereverOneWasWritten() {
        var told = fiveAndOne()
                .asked(
                        21_000,
                        "n1",
                        "snapshot number=N1 asOf=20000 moment=20000 lines=S1@N1:5,S2@N1:4",
                        60_000,
                        "applied lines=S1@N1:UNCHANGED:5:0:5,S2@N1:CHANGED:1:0:4")
                .moved(50_000, "S2@N1", "SNAPSHOT", 3, 0, "cause=snapshot/N1")
                .asked(
                        31_000,
                        "n2",
                        "snapshot number=N2 asOf=30000 moment=30000 lines=S1@N1:5",
                        70_000,
                        "applied lines=S1@N1:UNCHANGED:5:0:5");
        assertThat(told.wrong()).isEmpty();
    }

    @Test
    void rejectsGoodsThatArriveWithoutHavingLeft() {
        var told = five().asked(
                        20, "m1", "plan transfer=m1 from=N1 to=N2 lines=S1:2", 30, "transfer state=PLANNED onTheWay=0")
                .line("told order=transfer/m1 kind=transfer detail=m1 at=25")
                .asked(40, "m1d", "depart transfer=m1", 50, "transfer state=SHIPPED onTheWay=2")
                .line("told order=transfer/m1 kind=transfer detail=shipped at=44")
                .moved(45, "S1@N1", "TRANSFER_OUT", -2, 0, "order=transfer/m1")
                .moved(45, "S1@N2", "TRANSFER_IN", 0, 0, "order=transfer/m1")
                .asked(60, "g1", "arrive transfer=m1 lines=1:2 last=false", 70, "transfer state=RECEIVED onTheWay=0")
                .line("told order=transfer/m1 kind=transfer detail=1:_2_g1 at=64")
                .moved(65, "S1@N2", "TRANSFER_IN", 2, 0, "order=transfer/m1");
        assertThat(told.wrong()).isEmpty();
        assertThat(told.moved(66, "S1@N2", "TRANSFER_IN", 2, 0, "order=transfer/m1")
                        .wrong())
                .contains("the ledger says");
    }

    /** O1 goes on with S1 alone; its batch is over late, and meanwhile others move the rows of its other line. */
    @Test
    void anOrderThatGoesOnLooksAtNoRowsOfLinesThatDidNotWait() {
        assertThat(wentOn("S2*1@N1|N2", "WAITING_STOCK,CONFIRMED@N1").wrong()).isEmpty();
    }

    @Test
    void rejectsOneThatWentOnAmongRowsThatWereTakenSince() {
        assertThat(wentOn("S1*1@N2,S2*1@N1", "WAITING_STOCK,WAITING_STOCK,CONFIRMED@N1")
                        .wrong())
                .contains("was answered before that could be what it says");
    }

    private static Told wentOn(String others, String lines) {
        String inBetween = others.startsWith("S1") ? "S1@N2" : "S2@N2";
        return new Told()
                .asked(0, "w1", "change lines=RECEIVE:S1@N1:1,RECEIVE:S2@N1:5", 10, "changed replayed=false")
                .moved(5, "S1@N1", "RECEIVE", 1, 0, "cause=w1")
                .moved(5, "S2@N1", "RECEIVE", 5, 0, "cause=w1")
                .asked(
                        20,
                        "o1",
                        "take number=O1 fill=some lines=S1*2@N1,%s".formatted(others),
                        30,
                        "placed state=ACCEPTED payment=UNPAID lines=%s replayed=false".formatted(lines))
                .moved(25, "S2@N1", "RESERVE", 0, 1, "order=O1")
                .asked(40, "w2", "change lines=RECEIVE:S1@N1:1", 100, "changed replayed=false")
                .moved(45, "S1@N1", "RECEIVE", 1, 0, "cause=w2")
                .moved(46, "S1@N1", "RESERVE", 0, 2, "order=O1")
                .line("told order=O1 kind=went_on detail=line_1_is_now_CONFIRMED at=44")
                .asked(50, "w3", "change lines=RECEIVE:%s:1".formatted(inBetween), 60, "changed replayed=false")
                .moved(55, inBetween, "RECEIVE", 1, 0, "cause=w3")
                .asked(70, "q1", "read row=S1@N1", 80, "row onHand=1 reserved=0 short=0 version=1");
    }

    /** The second lease found 2 allowed already and wrote nothing; when it is told again, nothing is allowed any more. */
    @Test
    void aLeaseThatWroteNothingIsToldAgain() {
        var told = five().asked(20, "x1", "allow row=S1@N1 units=2 until=900", 30, "allowed ref=1 replayed=false")
                .moved(25, "S1@N1", "ALLOWANCE", 0, 0, "set=2 cause=lease/x1")
                .asked(40, "x2", "allow row=S1@N1 units=2 until=900", 50, "allowed ref=2 replayed=false")
                .moved(950, "S1@N1", "ALLOWANCE", 0, 0, "set=0 cause=lease/x2");
        assertThat(told.asked(1_000, "x2", "allow row=S1@N1 units=2 until=900", 1_010, "allowed ref=2 replayed=true")
                        .wrong())
                .isEmpty();
        assertThat(told.asked(1_100, "x3", "allow row=S1@N1 units=2 until=9000", 1_110, "allowed ref=3 replayed=false")
                        .wrong())
                .contains("no book knows of an effect");
    }

    @Test
    void rejectsAvailabilityOlderThanItSays() {
        var told = fiveAndOrder(5);
        assertThat(told.asked(9_000_000, "a1", "available", 9_000_100, "available age=10 rows=S1@N1:0")
                        .wrong())
                .isEmpty();
        assertThat(told.asked(9_000_000, "a2", "available", 9_000_100, "available age=10 rows=S1@N1:5")
                        .wrong())
                .contains("was told 5 available of S1@N1");
    }

    private static String sold() {
        return "placed state=SHIPPED payment=PAID lines=SHIPPED@N1 replayed=false";
    }
}
