package dev.tributary.orders;

import dev.tributary.kernel.Sha256;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/**
 * A natural key that only one command can be first with.
 *
 * @param channelId 0 for wishes
 * @param bodyHash tells a repetition from another wish under the same key; empty where anything repeats it
 */
@SuppressWarnings("ArrayRecordComponent") // The hash is compared with Arrays.equals, and is no part of the identity.
record IntakeKey(long merchantId, Kind kind, long channelId, String key, byte[] bodyHash)
        implements Comparable<IntakeKey> {

    private static final byte[] ANY_BODY = {};
    private static final Comparator<IntakeKey> ORDER = Comparator.comparingLong(IntakeKey::merchantId)
            .thenComparing(IntakeKey::kind)
            .thenComparingLong(IntakeKey::channelId)
            .thenComparing(IntakeKey::key);

    /** Stored by its code: never renumber. */
    enum Kind {
        ORDER_NUMBER(1),
        IDEMPOTENCY_KEY(2),
        WISH(3),
        RETURN(4);

        private final int code;

        Kind(int code) {
            this.code = code;
        }

        int code() {
            return code;
        }

        static Kind of(int code) {
            return values()[code - 1];
        }
    }

    static List<IntakeKey> of(Command command) {
        long merchant = command.merchant().value();
        return switch (command) {
            case Command.Place place -> ofDraft(place.draft());
            case Command.TellCancelled told ->
                List.of(new IntakeKey(
                        merchant, Kind.ORDER_NUMBER, told.channel().value(), told.number(), ANY_BODY));
            case Command.TellRefunded told ->
                List.of(new IntakeKey(
                        merchant, Kind.ORDER_NUMBER, told.channel().value(), told.number(), ANY_BODY));
            case Command.Cancel cancel -> wish(merchant, "cancel/" + cancel.order() + "/" + cancel.key(), cancel);
            case Command.Ship ship -> wish(merchant, "ship/" + ship.order() + "/" + ship.key(), ship);
            case Command.Decide decide -> wish(merchant, "decide/" + decide.order() + "/" + decide.key(), decide);
            case Command.EditLines edit -> wish(merchant, "edit/" + edit.order() + "/" + edit.key(), edit);
            case Command.IfVersion conditional -> of(conditional.wish());
            case Command.ChangeStock change ->
                List.of(new IntakeKey(merchant, Kind.WISH, 0, "stock/" + change.key(), change.bodyHash()));
            case Command.ApplySnapshot apply ->
                List.of(new IntakeKey(
                        merchant,
                        Kind.WISH,
                        0,
                        "snapshot/" + apply.snapshot().id() + "/" + apply.part(),
                        apply.bodyHash()));
            case Command.TakeBack back ->
                List.of(new IntakeKey(
                        merchant,
                        Kind.RETURN,
                        back.draft().channel().value(),
                        back.draft().number(),
                        ANY_BODY));
            case Command.ExtendHold extend ->
                extend.key()
                        .map(key -> wish(merchant, "hold/" + extend.order() + "/" + key, extend))
                        .orElse(List.of());
            case Command.ReviewPromise review -> List.of();
            case Command.SettleRefund settle -> List.of();
            case Command.Pay pay -> List.of();
            case Command.Expire expire -> List.of();
            case Command.RetryWaiting retry -> List.of();
        };
    }

    private static List<IntakeKey> ofDraft(OrderDraft draft) {
        long merchant = draft.merchant().value();
        long channel = draft.channel().value();
        var number = new IntakeKey(merchant, Kind.ORDER_NUMBER, channel, draft.number(), draft.bodyHash());
        return draft.idempotencyKey()
                .map(key ->
                        List.of(number, new IntakeKey(merchant, Kind.IDEMPOTENCY_KEY, channel, key, draft.bodyHash())))
                .orElseGet(() -> List.of(number));
    }

    private static List<IntakeKey> wish(long merchant, String key, Command command) {
        return List.of(new IntakeKey(merchant, Kind.WISH, 0, key, hash(command.toString())));
    }

    private static byte[] hash(String text) {
        return Arrays.copyOf(Sha256.of(text), 16);
    }

    boolean sameBody(byte[] other) {
        return Arrays.equals(bodyHash, other);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof IntakeKey that && compareTo(that) == 0;
    }

    @Override
    public int hashCode() {
        return 31 * Long.hashCode(merchantId * 31 + channelId) + key.hashCode() + kind.code();
    }

    @Override
    public int compareTo(IntakeKey other) {
        return ORDER.compare(this, other);
    }
}
