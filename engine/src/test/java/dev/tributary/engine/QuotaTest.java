package dev.tributary.engine;

import static dev.tributary.engine.QuotaTable.check;

import org.junit.jupiter.api.Test;

/** One table per kind of quota and per way they meet. */
class QuotaTest {

    @Test
    void whatIsSetAsideIsForItsChannelsAlone() {
        check("""
                stock 1 100
                quota tmall dedicated 30 @1
                room tmall 1           100
                room app 1             70
                take app 71 @ 1        QUOTA_EXHAUSTED:70
                take app 70 @ 1        1
                take app 1 @ 1         QUOTA_EXHAUSTED:0
                take tmall 30 @ 1      1
                take tmall 1 @ 1       INSUFFICIENT_STOCK:0
                """);
    }

    @Test
    void aChannelTakesItsOwnFirstAndThenFromTheSharedPool() {
        check("""
                stock 1 100
                quota tmall dedicated 30 @1
                take tmall 20 @ 1      1
                room app 1             70
                take tmall 20 @ 1      1
                room app 1             60
                release tmall 20 1     open 20 shipped 0
                room app 1             70
                """);
    }

    @Test
    void whoHasOnlyItsOwnGetsNothingOfTheSharedPool() {
        check("""
                stock 1 100
                quota tmall dedicated 30 @1 only
                room tmall 1           30
                take tmall 31 @ 1      QUOTA_EXHAUSTED:30
                take tmall 30 @ 1      1
                room app 1             70
                """);
    }

    @Test
    void setAsideUnitsThatHaveLeftAreNotSetAsideAgain() {
        check("""
                stock 1 100
                quota tmall dedicated 30 @1
                take tmall 30 @ 1      1
                room app 1             70
                ship tmall 30 1        open 0 shipped 30
                room app 1             70
                room tmall 1           70
                """);
    }

    @Test
    void whatIsSetAsideBeyondTheStockLeavesOthersNothing() {
        check("""
                stock 1 10
                quota tmall dedicated 30 @1
                take app 1 @ 1         QUOTA_EXHAUSTED:0
                room tmall 1           10
                receive 1 30
                room app 1             10
                """);
    }

    @Test
    void aCapCountsPromisesAndWhatLeftAndACancelGivesBack() {
        check("""
                stock 1 100
                quota tmall cap 10
                take tmall 6 @ 1       1
                take tmall 5 @ 1       QUOTA_EXHAUSTED:4
                take tmall 4 @ 1       1
                take app 90 @ 1        1
                release tmall 4 1      open 6 shipped 0
                ship tmall 6 1         open 0 shipped 6
                take tmall 5 @ 1       INSUFFICIENT_STOCK:4
                take tmall 4 @ 1       1
                """);
    }

    @Test
    void aCapOverAllNodesCountsAtEachOfThem() {
        check("""
                stock 1 100
                stock 2 100
                quota tmall cap 10
                take tmall 6 @ 1       1
                take tmall 6 @ 1 2     QUOTA_EXHAUSTED:4
                take tmall 4 @ 2       2
                room tmall 1           0
                """);
    }

    @Test
    void aCapOfOneNodeSendsTheOrderToTheNext() {
        check("""
                stock 1 100
                stock 2 100
                quota tmall cap 5 @1
                take tmall 6 @ 1 2     2
                take tmall 5 @ 1 2     1
                """);
    }

    @Test
    void twoLinesOfOneOrderCannotPassACapTogether() {
        check("""
                stock 1 100
                quota tmall cap 10
                take tmall 6+6 @ 1     QUOTA_EXHAUSTED:4
                take tmall 6+4 @ 1     1
                """);
    }

    @Test
    void aPercentageIsOfWhatCanBePromisedAndWhatItsChannelHolds() {
        check("""
                stock 1 101 safety 1
                quota jd percent 25 @1
                room jd 1              25
                take jd 20 @ 1         1
                room jd 1              5
                take app 40 @ 1        1
                room jd 1              -5
                take jd 1 @ 1          QUOTA_EXHAUSTED:0
                release jd 20 1        open 0 shipped 0
                room jd 1              15
                receive 1 43
                room jd 1              25
                """);
    }

    @Test
    void aPercentageForgetsWhatHasLeft() {
        check("""
                stock 1 100
                quota jd percent 50 @1
                take jd 50 @ 1         1
                ship jd 50 1           open 0 shipped 50
                room jd 1              25
                """);
    }

    @Test
    void aPercentageOverAllNodesCountsRowsThatNobodyTouches() {
        check("""
                stock 1 60
                there 2 40
                quota jd percent 50
                room jd 1              50
                take jd 50 @ 1         1
                room jd 1              0
                """);
    }

    @Test
    void whatIsSetAsideOverAllNodesMayLieAtAnyOfThem() {
        check("""
                stock 1 60
                there 2 40
                quota tmall dedicated 30
                room app 1             60
                take app 60 @ 1        1
                room tmall 1           0
                """);
        check("""
                stock 1 60
                stock 2 40
                quota tmall dedicated 30
                take app 60 @ 1        1
                take app 11 @ 2        QUOTA_EXHAUSTED:10
                take tmall 35 @ 2      2
                take app 5 @ 2         2
                """);
    }

    @Test
    void aPromiseMustFitAtEveryLevelAndCountsAtEach() {
        check("""
                stock 1 100
                quota tmall,jd cap 20
                quota tmall cap 15
                take tmall 16 @ 1      QUOTA_EXHAUSTED:15
                take tmall 15 @ 1      1
                take jd 6 @ 1          QUOTA_EXHAUSTED:5
                take jd 5 @ 1          1
                release tmall 3 1      open 17 shipped 0
                room jd 1              3
                room tmall 1           3
                room app 1             83
                """);
    }

    @Test
    void whatIsSetAsideWithinAGroupIsPartOfTheGroups() {
        check("""
                stock 1 100
                quota tmall,jd dedicated 50 @1
                quota tmall dedicated 20 @1
                room app 1             50
                room jd 1              80
                room tmall 1           100
                take jd 50 @ 1         1
                room app 1             30
                room jd 1              30
                take tmall 20 @ 1      1
                room app 1             30
                """);
    }

    @Test
    void whatIsSetAsideForTwoChannelsAddsUp() {
        check("""
                stock 1 100
                quota tmall dedicated 30 @1
                quota jd dedicated 30
                room app 1             40
                room tmall 1           70
                room jd 1              70
                take app 40 @ 1        1
                take tmall 30 @ 1      1
                take jd 30 @ 1         1
                """);
    }

    @Test
    void aTillsSaleCountsEvenBeyondTheCapAndAVoidGivesBack() {
        check("""
                stock 1 100
                quota till cap 5
                sell till 8 1          open 0 shipped 8
                room till 1            -3
                void till 8 1          open 0 shipped 0
                room till 1            5
                """);
    }

    @Test
    void aQuotaBegunOnPromisesCountsThem() {
        check("""
                stock 1 100 reserved 40
                quota tmall cap 50 open 40
                take tmall 11 @ 1      QUOTA_EXHAUSTED:10
                take tmall 10 @ 1      1
                """);
    }
}
