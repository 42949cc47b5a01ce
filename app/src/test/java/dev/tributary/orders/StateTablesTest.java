package dev.tributary.orders;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.inventory.CountState;
import dev.tributary.inventory.TransferState;
import java.util.Arrays;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Every move of the tables is written down a second time here; a move that is in neither list does not exist. */
class StateTablesTest {

    @Test
    void ordersMoveAsTheirTableSays() {
        assertMoves(OrderState.values(), OrderState::moves, """
                IN_REVIEW -> ACCEPTED CANCELLED ON_HOLD
                ON_HOLD -> ACCEPTED CANCELLED
                ACCEPTED -> CANCELLED EXPIRED IN_REVIEW ON_HOLD RETURNED SHIPPED
                CANCELLED ->
                SHIPPED -> RETURNED
                RETURNED ->
                EXPIRED -> ACCEPTED CANCELLED
                """);
    }

    @Test
    void paymentsMoveAsTheirTableSays() {
        assertMoves(PaymentState.values(), PaymentState::moves, """
                UNPAID -> PAID PARTLY_PAID REFUND_DUE
                PARTLY_PAID -> PAID REFUNDED REFUND_DUE
                PAID -> REFUNDED REFUND_DUE
                REFUND_DUE -> PAID REFUNDED
                REFUNDED -> REFUND_DUE
                """);
    }

    @Test
    void reservationsMoveAsTheirTableSays() {
        assertMoves(ReservationState.values(), ReservationState::moves, """
                WAITING_MAPPING -> CONFIRMED HELD RELEASED SHIPPED WAITING_STOCK
                WAITING_STOCK -> CONFIRMED HELD RELEASED SHIPPED WAITING_RECEIPT
                HELD -> CONFIRMED RELEASED SHIPPED
                CONFIRMED -> RELEASED SHIPPED
                RELEASED -> CONFIRMED WAITING_MAPPING WAITING_RECEIPT WAITING_STOCK
                SHIPPED ->
                WAITING_RECEIPT -> CONFIRMED HELD RELEASED
                """);
    }

    @Test
    void fulfilmentMovesAsItsTableSays() {
        assertMoves(FulfilmentState.values(), FulfilmentState::moves, """
                PENDING -> NOT_NEEDED PARTLY_SHIPPED SHIPPED
                PARTLY_SHIPPED -> SHIPPED
                SHIPPED -> RETURNED
                NOT_NEEDED -> PENDING
                RETURNED ->
                """);
    }

    @Test
    void transfersMoveAsTheirTableSays() {
        assertMoves(TransferState.values(), TransferState::moves, """
                PLANNED -> CANCELLED SHIPPED
                SHIPPED -> CANCELLED PARTLY_RECEIVED RECEIVED
                PARTLY_RECEIVED -> CANCELLED RECEIVED
                RECEIVED ->
                CANCELLED ->
                """);
    }

    @Test
    void countSheetsMoveAsTheirTableSays() {
        assertMoves(CountState.values(), CountState::moves, """
                OPEN -> APPROVED REJECTED
                APPROVED ->
                REJECTED ->
                """);
    }

    @Test
    void storedCodesNeverChange() {
        assertThat(Arrays.stream(OrderState.values()).map(OrderState::code)).containsExactly(codes(7));
        assertThat(Arrays.stream(PaymentState.values()).map(PaymentState::code)).containsExactly(codes(5));
        assertThat(Arrays.stream(ReservationState.values()).map(ReservationState::code))
                .containsExactly(codes(7));
        assertThat(Arrays.stream(FulfilmentState.values()).map(FulfilmentState::code))
                .containsExactly(codes(5));
        assertThat(Arrays.stream(TransferState.values()).map(TransferState::code))
                .containsExactly(codes(5));
        assertThat(TransferState.of(5)).isEqualTo(TransferState.CANCELLED);
        assertThat(OrderState.of(6)).isEqualTo(OrderState.RETURNED);
        assertThat(PaymentState.of(5)).isEqualTo(PaymentState.REFUNDED);
        assertThat(ReservationState.of(6)).isEqualTo(ReservationState.SHIPPED);
        assertThat(FulfilmentState.of(5)).isEqualTo(FulfilmentState.RETURNED);
    }

    private static Short[] codes(int count) {
        var codes = new Short[count];
        for (int i = 0; i < count; i++) {
            codes[i] = (short) (i + 1);
        }
        return codes;
    }

    private static <S extends Enum<S>> void assertMoves(S[] states, Function<S, Set<S>> moves, String table) {
        String actual = Arrays.stream(states)
                .map(state -> (state + " -> "
                                + moves.apply(state).stream()
                                        .map(Enum::name)
                                        .collect(Collectors.toCollection(TreeSet::new))
                                        .stream()
                                        .collect(Collectors.joining(" ")))
                        .strip())
                .collect(Collectors.joining("\n"));
        assertThat(actual).isEqualTo(table.strip());
    }
}
