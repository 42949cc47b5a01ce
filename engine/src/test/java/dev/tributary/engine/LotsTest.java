package dev.tributary.engine;

import static dev.tributary.engine.LotsTable.check;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class LotsTest {

    @Test
    void whatExpiresFirstLeavesFirst() {
        check("""
                receive 5 B 2026-12-02    B 5
                receive 5 A 2026-12-09    B 5, A 5
                receive 3                 B 5, A 5, ? 3
                sell 6                    A 4, ? 3
                sell 5                    ? 2
                """);
    }

    @Test
    void whatExpiresTogetherLeavesByItsNumberAndWhatSaysNothingLast() {
        check("""
                receive 2 B 2026-12-02    B 2
                receive 2 A 2026-12-02    A 2, B 2
                receive 2 C               A 2, B 2, C 2
                receive 2                 A 2, B 2, ? 2, C 2
                sell 5                    ? 1, C 2
                sell 2                    C 1
                """);
    }

    @Test
    void eachMovementSaysWhichLotsItTook() {
        assertThat(check("""
                receive 5 A 2026-12-02    A 5
                receive 5 B 2026-12-09    A 5, B 5
                take 6                    A 5, B 5
                ship 6                    B 4
                """).ledger())
                .containsExactly(
                        "RECEIVE +5 +0: A +5", "RECEIVE +5 +0: B +5", "RESERVE +0 +6: ", "SHIP -6 -6: A -5, B -1");
    }

    @Test
    void whatNoLotHasTheUnnamedOneOwesAndTheNextThatComesPays() {
        check("""
                receive 2 A 2026-12-02    A 2
                sell 5                    ? -3
                receive 2 B 2026-12-09    ? -1
                receive 4 B               B 3
                """);
    }

    @Test
    void aPinnedLotIsNeverPromisedTwice() {
        check("""
                receive 5 A 2026-12-02    A 5
                receive 5 B 2026-12-09    A 5, B 5
                pin 4 A NONE              A > A 5 pinned 4, B 5
                pin 2 A NONE              refused 1 > A 5 pinned 4, B 5
                pin 1 A NONE              A > A 5 pinned 5, B 5
                pin 1 C NONE              refused 0 > A 5 pinned 5, B 5
                """);
    }

    @Test
    void aPinIsRefusedWhenLinesWithoutOneWereGivenTheRest() {
        check("""
                receive 5 A 2026-12-02    A 5
                receive 5 B 2026-12-09    A 5, B 5
                take 7                    A 5, B 5
                pin 4 B NONE              refused 3 > A 5, B 5
                pin 3 B NONE              B > A 5, B 5 pinned 3
                """);
    }

    @Test
    void whatShipsWithoutAPinLeavesPinnedUnitsAlone() {
        check("""
                receive 5 A 2026-12-02    A 5
                receive 5 B 2026-12-09    A 5, B 5
                pin 4 A NONE              A > A 5 pinned 4, B 5
                take 5                    A 5 pinned 4, B 5
                ship 5                    A 4 pinned 4, B 1
                ship 4 of A               B 1
                """);
    }

    @Test
    void anotherLotIsPromisedAsTheRuleAllows() {
        check("""
                receive 2 A 2026-12-02    A 2
                receive 5 B 2026-12-09    A 2, B 5
                receive 9 C 2026-12-24    A 2, B 5, C 9
                pin 3 B LATER_EXPIRY      B > A 2, B 5 pinned 3, C 9
                pin 3 B LATER_EXPIRY      C > A 2, B 5 pinned 3, C 9 pinned 3
                pin 2 C LATER_EXPIRY      C > A 2, B 5 pinned 3, C 9 pinned 5
                pin 5 C LATER_EXPIRY      refused 4 > A 2, B 5 pinned 3, C 9 pinned 5
                pin 2 C ANY               C > A 2, B 5 pinned 3, C 9 pinned 7
                pin 2 X LATER_EXPIRY      refused 0 > A 2, B 5 pinned 3, C 9 pinned 7
                pin 2 X ANY               A > A 2 pinned 2, B 5 pinned 3, C 9 pinned 7
                pin 4 X ANY               none > A 2 pinned 2, B 5 pinned 3, C 9 pinned 7
                pin 1 X ANY               refused 0 > A 2 pinned 2, B 5 pinned 3, C 9 pinned 7
                """);
    }

    @Test
    void pinsAreGivenBackOrLeaveWithTheirLot() {
        assertThat(check("""
                receive 5 A 2026-12-02    A 5
                pin 4 A NONE              A > A 5 pinned 4
                release 1 A               A 5 pinned 3
                ship 2 of A               A 3 pinned 1
                """).ledger())
                .containsExactly(
                        "RECEIVE +5 +0: A +5",
                        "RESERVE +0 +4: A +0 pinned +4",
                        "RELEASE +0 -1: A +0 pinned -1",
                        "SHIP -2 -2: A -2 pinned -2");
    }

    @Test
    void theLotsThatReallyLeftAreTaken() {
        check("""
                receive 5 A 2026-12-02    A 5
                receive 5 B 2026-12-09    A 5, B 5
                take 4                    A 5, B 5
                ship 4 as B:3,A:1         A 4, B 2
                take 3                    A 4, B 2
                ship 3 as B:3             A 3
                pin 2 A NONE              A > A 3 pinned 2
                receive 1 C 2026-12-24    A 3 pinned 2, C 1
                ship 2 of A as C:2        A 2
                """);
    }

    @Test
    void factsTakePinnedUnitsLastAndLeaveThemShort() {
        check("""
                receive 5 A 2026-12-02    A 5
                receive 5 B 2026-12-09    A 5, B 5
                pin 4 A NONE              A > A 5 pinned 4, B 5
                sell 6                    A 4 pinned 4
                sell 1                    A 3 pinned 4 short 1
                receive 1 B               A 3 pinned 4 short 1, B 1
                """);
    }

    @Test
    void aCountOfALotChangesThatLotAndACountOfTheRowGoesByTheRule() {
        check("""
                receive 5 A 2026-12-02    A 5
                receive 5 B 2026-12-09    A 5, B 5
                count 3 B                 A 5, B 3
                count 6                   A 3, B 3
                count 9                   A 3, B 3, ? 3
                snapshot 7                A 1, B 3, ? 3
                adjust -2 B               A 1, B 1, ? 3
                adjust -2 B               ? 3
                return 1 B                B 1, ? 3
                snapshot -2               ? -2
                """);
    }

    @Test
    void unitsFoundOfALotAreThoseThatHadNoNumberFirst() {
        assertThat(check("""
                receive 5                 ? 5
                count 3 A                 ? 2, A 3
                count 4 B                 A 3, B 4
                """).ledger())
                .containsExactly("RECEIVE +5 +0: ? +5", "COUNT +0 +0: A +3, ? -3", "COUNT +2 +0: B +4, ? -2");
    }

    @Test
    void whatIsTooNearItsEndIsHereButCannotBeSold() {
        check("""
                receive 5 A 2026-12-02    A 5
                receive 5 B 2026-12-09    A 5, B 5
                expire 5 A                A 0 blocked 5, B 5
                pin 1 A NONE              refused 0 > A 0 blocked 5, B 5
                sell 2                    A 0 blocked 5, B 3
                expire -1 A               A 1 blocked 4, B 3
                count 2 A                 A 2 blocked 4, B 3
                scrap 0 as A:3            A 2 blocked 1, B 3
                """);
    }

    @Test
    void heldGoodsStayOfTheirLots() {
        check("""
                receive 5 A 2026-12-02    A 5
                receive 5 B 2026-12-09    A 5, B 5
                pin 2 A NONE              A > A 5 pinned 2, B 5
                hold 4                    A 2 pinned 2 blocked 3, B 4 blocked 1
                unhold 3 as A:1,B:1       A 3 pinned 2 blocked 2, B 5, ? 1
                scrap 0 as A:2            A 3 pinned 2, B 5, ? 1
                hold 20                   A 0 pinned 2 blocked 3 short 2, B 0 blocked 5, ? -11 blocked 12
                """);
    }

    @Test
    void goodsTravelWithTheirLots() {
        check("""
                receive 5 A 2026-12-02    A 5
                hold 2                    A 3 blocked 2
                leave 1 as A:2            A 2
                back 3 as A:2             A 4, ? 1
                expect 0 as B:4           A 4, ? 1, B 0 blocked 4
                arrive 3 as B:2           A 4, ? 2, B 2 blocked 2
                lose 0 as B:2             A 4, ? 2, B 2
                """);
    }

    @Test
    void nonsenseIsABugOfTheCaller() {
        assertThatThrownBy(() -> check("receive 1 A  A 1\nexpire 2 A  x")).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> check("receive 1 A  A 1\nscrap 1 as A:1  x"))
                .isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> check("receive 1 A  A 1\nrelease 1 A  x")).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> check("receive 1 A  A 1\nship 0  x")).isInstanceOf(IllegalArgumentException.class);
        var row = new StockRow(0, 5, 0, 0, 0, 0, 0);
        var engine = new Engine((moved, move, onHand, reserved) -> {});
        assertThatThrownBy(() -> engine.receive(row, 1, new Lot("A", null, null, 0, 0, 0)))
                .isInstanceOf(IllegalStateException.class);
    }
}
