package dev.tributary.kernel;

import java.math.BigInteger;
import java.util.Arrays;
import java.util.stream.IntStream;

/** Splits an amount into whole parts by weight, without losing or inventing a minor unit. */
final class LargestRemainder {

    private LargestRemainder() {}

    static long[] split(long amount, long[] weights) {
        if (weights.length == 0 || Arrays.stream(weights).anyMatch(weight -> weight < 0)) {
            throw new IllegalArgumentException("weights must be given and not negative: " + Arrays.toString(weights));
        }
        long[] effective = Arrays.stream(weights).allMatch(weight -> weight == 0)
                ? Arrays.stream(weights).map(weight -> 1).toArray()
                : weights;
        var total = Arrays.stream(effective).mapToObj(BigInteger::valueOf).reduce(BigInteger.ZERO, BigInteger::add);
        var magnitude = BigInteger.valueOf(amount).abs();
        var parts = new long[effective.length];
        var remainders = new BigInteger[effective.length];
        long left = magnitude.longValueExact();
        for (int i = 0; i < effective.length; i++) {
            var share = magnitude.multiply(BigInteger.valueOf(effective[i])).divideAndRemainder(total);
            parts[i] = share[0].longValueExact();
            remainders[i] = share[1];
            left -= parts[i];
        }
        int[] byRemainder = IntStream.range(0, parts.length)
                .boxed()
                .sorted((a, b) -> remainders[b].compareTo(remainders[a]))
                .mapToInt(Integer::intValue)
                .toArray();
        for (int i = 0; left > 0; i++, left--) {
            parts[byRemainder[i]]++;
        }
        return amount < 0 ? Arrays.stream(parts).map(part -> -part).toArray() : parts;
    }
}
