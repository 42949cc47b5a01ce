package dev.tributary.orders;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tributary.kernel.Money;
import dev.tributary.kernel.NodeId;
import dev.tributary.kernel.ProblemException;
import dev.tributary.kernel.SkuId;
import dev.tributary.kernel.Violation;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OrderAmountsTest {

    /** Lines are units x price - own discount, in fen. */
    @ParameterizedTest(name = "{0}, order discount {1}: {2}")
    @CsvSource(delimiter = '|', textBlock = """
            1x1000-0              | 0   | 1000
            1x1000-0 1x1000-0     | 1   | 999 1000
            1x1000-0 1x2000-0     | 300 | 900 1800
            3x333-0  1x1-0        | 100 | 899 1
            1x100-0 1x100-0 1x100-0 | 100 | 66 67 67
            2x500-100 1x100-0     | 100 | 810 90
            1x0-0 1x0-0           | 0   | 0 0
            1x500-500 1x500-0     | 50  | 0 450
            """)
    void discountsAreSharedOutToTheCent(String lines, long orderDiscount, String allocated) {
        var amounts = OrderAmounts.of(draft(lines, orderDiscount, Optional.empty()));

        assertThat(amounts.allocated().stream().map(Money::amount))
                .containsExactly(
                        Arrays.stream(allocated.split(" ")).map(Long::valueOf).toArray(Long[]::new));
        assertThat(amounts.allocated().stream().mapToLong(Money::amount).sum())
                .isEqualTo(amounts.goods().amount() - amounts.discount().amount())
                .isEqualTo(amounts.payable().amount());
    }

    @Test
    void aFactKeepsItsStatedTotalAndIsFlagged() {
        var amounts = OrderAmounts.of(draft("1x1000-0", 0, Optional.of(Money.of(999, "CNY"))));

        assertThat(amounts.statedDiffers()).isTrue();
        assertThat(amounts.payable()).isEqualTo(Money.of(999, "CNY"));
    }

    @Test
    void aRequestThatDoesNotAddUpIsRefusedBeforeItQueues() {
        var draft = draft("1x1000-0", 0, Optional.of(Money.of(999, "CNY")));

        assertThatThrownBy(() -> DraftCheck.check(draft))
                .isInstanceOfSatisfying(
                        ProblemException.class,
                        problem -> assertThat(problem.violations())
                                .extracting(Violation::pointer, Violation::code)
                                .containsExactly(org.assertj.core.api.Assertions.tuple("/total", "does_not_add_up")));
    }

    private static OrderDraft draft(String lines, long orderDiscount, Optional<Money> total) {
        var base = Drafts.request("A-1", 1, 1);
        var made = new ArrayList<OrderDraft.Line>();
        for (var text : lines.split(" +")) {
            var parts = text.split("[x-]");
            made.add(new OrderDraft.Line(
                    made.size() + 1,
                    Optional.of(new SkuId(1)),
                    "s",
                    "t",
                    Long.parseLong(parts[0]),
                    Money.of(Long.parseLong(parts[1]), "CNY"),
                    Money.of(Long.parseLong(parts[2]), "CNY"),
                    List.of(new NodeId(1))));
        }
        var discounts = orderDiscount == 0
                ? List.<OrderDraft.Discount>of()
                : List.of(new OrderDraft.Discount(
                        OrderDraft.Discount.Bearer.MERCHANT, Money.of(orderDiscount, "CNY"), "coupon"));
        return new OrderDraft(
                base.merchant(),
                base.channel(),
                base.number(),
                base.bodyHash(),
                base.idempotencyKey(),
                base.intent(),
                base.fill(),
                base.sourceVersion(),
                base.placedAt(),
                base.recipient(),
                base.delivery(),
                made,
                discounts,
                base.freight(),
                base.tax(),
                total,
                base.payment(),
                base.cancelled(),
                base.shipsAtOnce(),
                base.holdTime(),
                base.reviewReason(),
                base.details());
    }
}
