package dev.tributary.bench;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * A request made once. What changes from one to the next is a run of {@code #}, filled with the digits of a number: the
 * driver shares the machine with the hub, and formatting text for each request would be measured with it.
 */
final class RequestTemplate {

    private static final char OPEN = '#';

    private record Hole(int start, int digits) {}

    private final byte[] bytes;
    private final List<Hole> holes;

    private RequestTemplate(byte[] bytes, List<Hole> holes) {
        this.bytes = bytes;
        this.holes = holes;
    }

    static RequestTemplate of(String request) {
        byte[] bytes = request.getBytes(StandardCharsets.UTF_8);
        List<Hole> holes = new ArrayList<>();
        for (int at = 0; at < bytes.length; at++) {
            int start = at;
            while (at < bytes.length && bytes[at] == OPEN) {
                at++;
            }
            if (at > start) {
                holes.add(new Hole(start, at - start));
            }
        }
        return new RequestTemplate(bytes, List.copyOf(holes));
    }

    /** @param numbers one for each place left open, in their order; filled up with zeros to its width */
    byte[] with(long... numbers) {
        if (numbers.length != holes.size()) {
            throw new IllegalArgumentException("%d numbers for %d places".formatted(numbers.length, holes.size()));
        }
        byte[] filled = bytes.clone();
        for (int i = 0; i < numbers.length; i++) {
            fill(filled, holes.get(i), numbers[i]);
        }
        return filled;
    }

    private static void fill(byte[] filled, Hole hole, long number) {
        long rest = number;
        for (int at = hole.start + hole.digits - 1; at >= hole.start; at--) {
            filled[at] = (byte) ('0' + rest % 10);
            rest /= 10;
        }
        if (rest != 0) {
            throw new IllegalArgumentException("%d has more than %d digits".formatted(number, hole.digits));
        }
    }
}
