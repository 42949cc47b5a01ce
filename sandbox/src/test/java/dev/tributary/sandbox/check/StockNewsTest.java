package dev.tributary.sandbox.check;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class StockNewsTest {

    private final StockNews news = new StockNews();

    @Test
    void measuresFromTheDecisionToTheDoor() {
        news.decided("a", 1, 10, 1_000_000);
        news.told("a", 10, 1_040_000);
        assertThat(news.latency().count()).isEqualTo(1);
        assertThat(news.latency().millisAt(50)).isBetween(39.0, 41.0);
        assertThat(news.lastTold("a")).isEqualTo(10);
    }

    @Test
    void aNumberSettlesAllDecisionsItReplaced() {
        news.decided("a", 1, 10, 0);
        news.decided("a", 2, 9, 100);
        news.decided("a", 3, 8, 200);
        news.told("a", 9, 1_000);
        assertThat(news.latency().count()).isEqualTo(2);
        news.told("a", 8, 2_000);
        assertThat(news.latency().count()).isEqualTo(3);
    }

    @Test
    void theDoorMayHearBeforeWeDo() {
        news.told("a", 10, 5_000);
        news.decided("a", 1, 10, 1_000);
        assertThat(news.latency().count()).isEqualTo(1);
    }

    @Test
    void aFewLessThanThereAreSettleTheNewest() {
        news.decided("a", 1, 10, 0);
        news.decided("a", 2, 9, 100_000);
        news.told("a", 7, 150_000);
        assertThat(news.latency().count()).isEqualTo(2);
        assertThat(news.latency().millisAt(50)).isBetween(49.0, 51.0);

        news.decided("a", 3, 30, 200_000);
        news.told("a", 24, 250_000);
        assertThat(news.latency().count()).isEqualTo(2);
    }

    @Test
    void aFewLessMayBeHeardBeforeWeKnow() {
        news.told("a", 8, 150_000);
        news.decided("a", 1, 9, 100_000);
        news.decided("a", 2, 8, 140_000);
        assertThat(news.latency().count()).isEqualTo(2);
        assertThat(news.latency().millisAt(100)).isBetween(49.0, 51.0);
    }

    @Test
    void anOlderVersionThatComesLateIsIgnored() {
        news.decided("a", 2, 9, 100);
        news.decided("a", 1, 10, 0);
        news.told("a", 10, 1_000);
        assertThat(news.latency().count()).isZero();
    }
}
