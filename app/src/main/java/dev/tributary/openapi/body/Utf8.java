package dev.tributary.openapi.body;

import dev.tributary.kernel.Problem;
import dev.tributary.kernel.ProblemException;
import dev.tributary.kernel.Violation;
import java.util.List;

/** Bodies are UTF-8. Jackson would guess UTF-16 and UTF-32 too; their first bytes give them away. */
final class Utf8 {

    private Utf8() {}

    static byte[] checked(byte[] body) {
        boolean wide = body.length > 1 && (body[0] == 0 || body[1] == 0 || (body[0] & 0xff) >= 0xfe);
        if (wide || body.length == 0) {
            String detail = wide ? "the body must be UTF-8" : "a JSON body is needed";
            throw new ProblemException(
                    Problem.MALFORMED_BODY,
                    detail,
                    List.of(new Violation("", wide ? "wrong_encoding" : "no_body", detail)));
        }
        return body;
    }
}
