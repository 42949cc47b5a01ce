package dev.tributary.openapi.setup;

import dev.tributary.openapi.body.Fields;
import java.util.regex.Pattern;

/** Codes that stand in addresses. */
final class Codes {

    static final String PATTERN = "[A-Za-z0-9][A-Za-z0-9_-]{0,39}";
    private static final Pattern CODE = Pattern.compile(PATTERN);

    private Codes() {}

    static void check(String code, Fields fields) {
        if (!CODE.matcher(code).matches()) {
            fields.findings().add("code", "bad_code", "1 to 40 of A-Z a-z 0-9, and - or _ after the first");
        }
    }
}
