package dev.tributary.bench.history;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** What channels may have of a SKU: histories that follow their quotas, and planted ones that do not. */
class QuotaHistoriesTest {

    private static final String TEN_UNITS = """
            call id=1 at=0 op=w1 do=change lines=RECEIVE:S1@N1:10
            answer id=1 at=10 said=changed replayed=false
            """;
    private static final String APP_HAS_THREE = TEN_UNITS + """
            call id=2 at=20 op=u1 do=quota sku=S1 code=u1 kind=CAP channels=app amount=3
            answer id=2 at=30 said=quota state=IN_FORCE amount=3 open=0 shipped=0 version=1 replayed=false
            """;
    private static final String FLASH_OWNS_FOUR = TEN_UNITS + """
            call id=2 at=20 op=u1 do=quota sku=S1 code=u1 kind=DEDICATED channels=flash amount=4
            answer id=2 at=30 said=quota state=IN_FORCE amount=4 open=0 shipped=0 version=1 replayed=false
            """;

    @Test
    void explainsWhatKeepsToACap() {
        explained(APP_HAS_THREE
                + taken(3, 40, "O1", "app", 2)
                + refused(4, 60, "O2", "app", 2, 1, "quota")
                + taken(5, 80, "O3", "flash", 8));
    }

    @Test
    void rejectsATakeBeyondTheCap() {
        rejected(APP_HAS_THREE + taken(3, 40, "O1", "app", 2) + taken(4, 60, "O2", "app", 2));
    }

    @Test
    void rejectsATakeOutOfWhatIsAnothers() {
        explained(FLASH_OWNS_FOUR + taken(3, 40, "O1", "app", 6) + taken(4, 60, "O2", "flash", 4));
        rejected(FLASH_OWNS_FOUR + taken(3, 40, "O1", "app", 7));
    }

    @Test
    void rejectsARefusalThatNoQuotaExplains() {
        rejected(APP_HAS_THREE + taken(3, 40, "O1", "app", 2) + refused(4, 60, "O2", "app", 1, 0, "quota"));
        rejected(APP_HAS_THREE + refused(3, 40, "O1", "flash", 4, 3, "quota"));
        rejected(APP_HAS_THREE + refused(3, 40, "O1", "app", 4, 3, "stock"));
    }

    @Test
    void rejectsAQuotaThatForgetsWhatWasGivenBack() {
        String cancelled = APP_HAS_THREE + taken(3, 40, "O1", "app", 3) + """
                call id=4 at=60 op=c1 do=cancel number=O1
                answer id=4 at=70 said=done state=CANCELLED payment=UNPAID replayed=false
                """;
        explained(cancelled + taken(5, 80, "O2", "app", 3));
        rejected(cancelled + refused(5, 80, "O2", "app", 3, 0, "quota"));
    }

    @Test
    void whatShipsStaysUsed() {
        String shipped = APP_HAS_THREE + taken(3, 40, "O1", "app", 3) + """
                call id=4 at=60 op=s1 do=ship number=O1 line=1 units=3
                answer id=4 at=70 said=done state=SHIPPED replayed=false
                call id=5 at=80 op=q1 do=readQuota sku=S1 code=u1
                answer id=5 at=90 said=quota state=IN_FORCE open=%d shipped=%d
                """;
        explained(shipped.formatted(0, 3));
        rejected(shipped.formatted(3, 0));
        rejected(shipped.formatted(0, 3) + taken(6, 100, "O2", "app", 1));
    }

    @Test
    void beginsWithWhatItsChannelsHold() {
        String begun = TEN_UNITS + taken(2, 20, "O1", "app", 2) + """
                call id=3 at=40 op=u1 do=quota sku=S1 code=u1 kind=CAP channels=app amount=3
                answer id=3 at=50 said=quota state=IN_FORCE amount=3 open=%d shipped=0 version=1 replayed=false
                """;
        explained(begun.formatted(2) + taken(4, 60, "O2", "app", 1));
        rejected(begun.formatted(0));
        rejected(begun.formatted(2) + taken(4, 60, "O2", "app", 2));
    }

    @Test
    void countsAtEveryLevel() {
        String levels = APP_HAS_THREE + """
                call id=3 at=40 op=u2 do=quota sku=S1 code=u2 kind=CAP channels=app|flash amount=4
                answer id=3 at=50 said=quota state=IN_FORCE open=0 shipped=0 version=1 replayed=false
                """ + taken(4, 60, "O1", "flash", 2);
        explained(levels + taken(5, 80, "O2", "app", 2));
        rejected(levels + taken(5, 80, "O2", "app", 3));
    }

    @Test
    void aPercentageFollowsTheStock() {
        String half = TEN_UNITS + """
                call id=2 at=20 op=u1 do=quota sku=S1 code=u1 kind=PERCENT channels=app amount=50
                answer id=2 at=30 said=quota state=IN_FORCE open=0 shipped=0 version=1 replayed=false
                """;
        explained(half + taken(3, 40, "O1", "app", 5) + refused(4, 60, "O2", "app", 1, 0, "quota"));
        rejected(half + taken(3, 40, "O1", "app", 6));
    }

    @Test
    void aChangeAndAnEndCountAtOnce() {
        String changed = APP_HAS_THREE + """
                call id=3 at=40 op=y1 do=quota sku=S1 code=u1 kind=CAP channels=app amount=5 if=%d
                answer id=3 at=50 said=%s replayed=false
                """;
        explained(changed.formatted(1, "quota amount=5 version=2") + taken(4, 60, "O1", "app", 5));
        rejected(changed.formatted(1, "quota amount=5 version=2") + taken(4, 60, "O1", "app", 6));
        explained(changed.formatted(2, "conflict") + refused(4, 60, "O1", "app", 5, 3, "quota"));
        rejected(changed.formatted(2, "quota amount=5 version=3"));
        String ended = APP_HAS_THREE + """
                call id=3 at=40 op=u1x do=endQuota sku=S1 code=u1
                answer id=3 at=50 said=quota state=ENDED open=0 shipped=0 version=2
                """;
        explained(ended + taken(4, 60, "O1", "app", 9));
        rejected(ended + refused(4, 60, "O1", "app", 9, 3, "quota"));
    }

    @Test
    void anotherOfTheSameChannelsIsTurnedDownAsLongAsOneIsInForce() {
        String second = """
                call id=4 at=60 op=u2 do=quota sku=S1 code=u2 kind=CAP channels=app amount=5 until=9000
                answer id=4 at=70 said=%s
                """;
        String taken = "quota state=IN_FORCE open=0 shipped=0 version=1 replayed=false";
        String ended = APP_HAS_THREE + """
                call id=3 at=40 op=u1x do=endQuota sku=S1 code=u1
                answer id=3 at=50 said=quota state=ENDED open=0 shipped=0 version=2
                """;
        explained(APP_HAS_THREE + second.formatted("conflict"));
        rejected(APP_HAS_THREE + second.formatted(taken));
        explained(ended + second.formatted(taken));
        rejected(ended + second.formatted("conflict"));
    }

    @Test
    void endsByItselfNotBeforeItsTime() {
        String until = TEN_UNITS + """
                call id=2 at=20 op=u1 do=quota sku=S1 code=u1 kind=CAP channels=app amount=3 until=5000
                answer id=2 at=30 said=quota state=IN_FORCE open=0 shipped=0 version=1 replayed=false
                """;
        explained(until + taken(3, 6_000, "O1", "app", 4));
        explained(until + refused(3, 6_000, "O1", "app", 4, 3, "quota"));
        rejected(until + taken(3, 1_000, "O1", "app", 4));
    }

    private static String taken(int id, long at, String number, String channel, int units) {
        return """
                call id=%d at=%d op=%s do=take number=%s channel=%s fill=all lines=S1*%d@N1
                answer id=%d at=%d said=placed state=ACCEPTED payment=UNPAID lines=CONFIRMED@N1 replayed=false
                """.formatted(id, at, number, number, channel, units, id, at + 10);
    }

    private static String refused(int id, long at, String number, String channel, int units, int left, String why) {
        return """
                call id=%d at=%d op=%s do=take number=%s channel=%s fill=all lines=S1*%d@N1
                answer id=%d at=%d said=refused short=1:%d:%d why=%s
                """.formatted(id, at, number, number, channel, units, id, at + 10, units, left, why);
    }

    private static void explained(String history) {
        assertThat(Verdict.of(History.of(history)).wrong()).isEmpty();
    }

    private static void rejected(String history) {
        assertThat(Verdict.of(History.of(history)).wrong()).isNotEmpty();
        assertThat(Verdict.of(History.of(history)).wrong().getFirst()).startsWith("no order of the operations");
    }
}
