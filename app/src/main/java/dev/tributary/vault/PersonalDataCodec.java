package dev.tributary.vault;

import dev.tributary.kernel.ProblemException;
import dev.tributary.kernel.Violation;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Personal data as bytes: a format number, then four texts, each behind its length; -1 says there is none. */
final class PersonalDataCodec {

    private static final byte FORMAT = 1;
    private static final int NAME_MAX = 200;
    private static final int PHONE_MAX = 64;
    private static final int EMAIL_MAX = 320;
    private static final int ADDRESS_MAX = 1_000;

    private PersonalDataCodec() {}

    static byte[] encode(PersonalData data) {
        refuseWhatIsTooLong(data);
        List<byte[]> texts = new ArrayList<>(4);
        int length = 1;
        for (Optional<String> text : List.of(data.name(), data.phone(), data.email(), data.address())) {
            byte[] bytes = text.map(it -> it.getBytes(StandardCharsets.UTF_8)).orElse(null);
            texts.add(bytes);
            length += Short.BYTES + (bytes == null ? 0 : bytes.length);
        }
        ByteBuffer buffer = ByteBuffer.allocate(length).put(FORMAT);
        for (byte[] bytes : texts) {
            if (bytes == null) {
                buffer.putShort((short) -1);
            } else {
                buffer.putShort((short) bytes.length).put(bytes);
            }
        }
        return buffer.array();
    }

    static PersonalData decode(byte[] bytes) {
        ByteBuffer buffer = ByteBuffer.wrap(bytes);
        byte format = buffer.get();
        if (format != FORMAT) {
            throw new IllegalStateException("personal data in format " + format + ", which this version cannot read");
        }
        try {
            return new PersonalData(text(buffer), text(buffer), text(buffer), text(buffer));
        } catch (BufferUnderflowException e) {
            throw new IllegalStateException("personal data ends too early", e);
        }
    }

    private static Optional<String> text(ByteBuffer buffer) {
        short length = buffer.getShort();
        if (length < 0) {
            return Optional.empty();
        }
        byte[] bytes = new byte[length];
        buffer.get(bytes);
        return Optional.of(new String(bytes, StandardCharsets.UTF_8));
    }

    private static void refuseWhatIsTooLong(PersonalData data) {
        List<Violation> violations = new ArrayList<>();
        check(violations, "name", data.name(), NAME_MAX);
        check(violations, "phone", data.phone(), PHONE_MAX);
        check(violations, "email", data.email(), EMAIL_MAX);
        check(violations, "address", data.address(), ADDRESS_MAX);
        if (!violations.isEmpty()) {
            throw ProblemException.invalid(violations);
        }
    }

    private static void check(List<Violation> violations, String field, Optional<String> text, int charactersMax) {
        if (text.isPresent() && text.get().length() > charactersMax) {
            violations.add(new Violation(
                    field, "too_long", "%s may have at most %d characters.".formatted(field, charactersMax)));
        }
    }
}
