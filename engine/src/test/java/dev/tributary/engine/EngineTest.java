package dev.tributary.engine;

import static dev.tributary.engine.EngineTable.check;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class EngineTest {

    @Test
    void promisesOnlyWhatIsFree() {
        check("""
                stock A@1 10
                take A 4 @ 1           A@1
                take A 7 @ 1           0:INSUFFICIENT_STOCK:6
                take A 6 @ 1           A@1
                take A 1 @ 1           0:INSUFFICIENT_STOCK:0
                take B 1 @ 1           0:UNKNOWN_STOCK:0
                """);
    }

    @Test
    void safetyStockIsNotPromisedAndAnAllowanceIs() {
        check("""
                stock A@1 10 safety 3
                take A 8 @ 1           0:INSUFFICIENT_STOCK:7
                take A 7 @ 1           A@1
                allowance A@1 5        A@1 10/7
                take A 5 @ 1           A@1
                take A 1 @ 1           0:INSUFFICIENT_STOCK:0
                """);
    }

    @Test
    void twoLinesOfOneSkuCannotOversellTogether() {
        check("""
                stock A@1 10
                take A 6, A 6 @ 1      1:INSUFFICIENT_STOCK:4
                take A 6, A 4 @ 1      A@1 A@1
                """);
    }

    @Test
    void anOrderTravelsFromOneNodeWhenOneCanGiveAll() {
        check("""
                stock A@1 10
                stock A@2 10
                stock B@2 10
                take A 1, B 1 @ 1 2    A@2 B@2
                take A 10, B 1 @ 1 2   A@1 B@2
                take B 9, A 1 @ 1 2    0:INSUFFICIENT_STOCK:8
                """);
    }

    @Test
    void aGroupIsPromisedWholeOrNotAtAll() {
        check("""
                stock A@1 5
                stock B@1 1
                stock C@1 9
                take? A 2 #1, B 2 #1, C 1 @ 1        - - C@1
                take? C 1, A 2 #1, B 1 #1 @ 1        C@1 A@1 B@1
                take? A 2 #1, B 1 #1, A 3 @ 1        - - A@1
                take A 1 #1, D 1 #1 @ 1              0:INSUFFICIENT_STOCK:0 1:UNKNOWN_STOCK:0
                """);
    }

    @Test
    void whatAGroupCannotUseIsLeftToTheWantsBehindIt() {
        check("""
                stock A@1 3
                stock B@1 3
                take? A 3 #1, B 4 #1, A 2 #2, B 3 #2, A 1 @ 1     - - A@1 B@1 A@1
                """);
    }

    @Test
    void aGroupTravelsFromOneNodeWhereOneCanGiveIt() {
        check("""
                stock A@1 2
                stock A@2 2
                stock B@2 2
                stock C@1 1
                take? C 1, A 1 #1, B 1 #1 @ 1 2      C@1 A@2 B@2
                take? C 1, A 2 #1, B 1 #1 @ 1 2      - A@1 B@2
                take? A 2 #1, B 1 #1 @ 1 2           - -
                """);
    }

    @Test
    void everyShortLineIsNamedAndNothingIsTaken() {
        var run = check("""
                stock A@1 1
                stock B@1 5
                take A 2, B 5, C 1 @ 1   0:INSUFFICIENT_STOCK:1 2:UNKNOWN_STOCK:0
                take B 5 @ 1             B@1
                """);
        assertThat(run.ledger()).containsExactly("B@1 RESERVE +0 +5");
    }

    @Test
    void whatYouCanTakesTheRestOfAnOrderWithAShortLine() {
        check("""
                stock A@1 1
                stock B@1 5
                take? A 2, B 5, C 1 @ 1  - B@1 -
                """);
    }

    @Test
    void promisesAreGivenBackOrShipped() {
        var run = check("""
                stock A@1 10
                take A 6 @ 1             A@1
                release A@1 2            A@1 10/4
                ship A@1 4               A@1 6/0
                """);
        assertThat(run.ledger()).containsExactly("A@1 RESERVE +0 +6", "A@1 RELEASE +0 -2", "A@1 SHIP -4 -4");
    }

    @Test
    void factsAreTakenAndLeaveAShortageThatLaterStockHeals() {
        check("""
                stock A@1 5 reserved 3
                sell A@1 4               A@1 1/3 short 2
                take A 1 @ 1             0:INSUFFICIENT_STOCK:0
                receive A@1 1            A@1 2/3 short 1
                release A@1 1            A@1 2/2
                count A@1 0              A@1 0/2 short 2
                adjust A@1 2             A@1 2/2
                sell A@1 5               A@1 -3/2 short 5
                """);
    }

    @Test
    void goodsThatComeBackAreOnHandAgainUnlessNobodyCanSellThem() {
        var run = check("""
                stock A@1 5 reserved 3
                sell A@1 5               A@1 0/3 short 3
                takeback A@1 1           A@1 1/3 short 2
                unsellable A@1 4         A@1 1/3 short 2
                takeback A@1 3           A@1 4/3
                take A 1 @ 1             A@1
                take A 1 @ 1             0:INSUFFICIENT_STOCK:0
                """);
        assertThat(run.ledger())
                .containsExactly(
                        "A@1 SELL -5 +0",
                        "A@1 RETURN +1 +0",
                        "A@1 RETURN +0 +0",
                        "A@1 RETURN +3 +0",
                        "A@1 RESERVE +0 +1");
    }

    @Test
    void aLowerAllowanceLeavesPromisesShort() {
        check("""
                stock A@1 0 allowance 5
                take A 5 @ 1             A@1
                allowance A@1 2          A@1 0/5 short 3
                safety A@1 4             A@1 0/5 short 3
                """);
    }

    @Test
    void aCountThatAgreesStillWritesItsProof() {
        assertThat(check("""
                stock A@1 5
                count A@1 5              A@1 5/0
                """).ledger()).containsExactly("A@1 COUNT +0 +0");
    }

    @Test
    void nonsenseIsABugOfTheCaller() {
        assertThatThrownBy(() -> check("stock A@1 5\nrelease A@1 1  x")).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> check("stock A@1 5\nship A@1 0  x")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> check("stock A@1 5\ntakeback A@1 0  x")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> check("stock A@1 5\nunsellable A@1 -1  x"))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> check("stock A@1 5\ncount A@1 -1  x")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> check("stock A@1 5\ntake A 0 @ 1  x")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> check("stock A@1 5\ntake A 1 @ 1 2 3 4 5 6  x"))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
