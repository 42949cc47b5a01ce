package dev.tributary.catalog;

import java.util.Optional;

/**
 * Global trade item numbers (GTIN-8, -12, -13, -14): the check digit is verified and the number padded to 14, so that
 * one article has one spelling.
 */
public final class Gtin {

    private Gtin() {}

    /** In order of precedence: when several apply, the first is reported. */
    public enum Fault {
        NOT_A_GTIN("a GTIN has 8, 12, 13 or 14 digits"),
        WRONG_CHECK_DIGIT("the last digit does not fit the others: it was probably mistyped"),
        /** Prefixes that every shop uses for itself, for weighed goods above all; two shops' codes would collide. */
        IN_STORE_CODE("codes with this prefix are good in one store only: give it as the SKU's code or as a listing");

        private final String detail;

        Fault(String detail) {
            this.detail = detail;
        }

        public String detail() {
            return detail;
        }
    }

    /** Empty when the text is a GTIN that may name an article everywhere. */
    public static Optional<Fault> fault(String text) {
        if (!text.matches("[0-9]{8}|[0-9]{12,14}")) {
            return Optional.of(Fault.NOT_A_GTIN);
        }
        if (checkDigit(text.substring(0, text.length() - 1)) != text.charAt(text.length() - 1)) {
            return Optional.of(Fault.WRONG_CHECK_DIGIT);
        }
        return inStore(padded(text)) ? Optional.of(Fault.IN_STORE_CODE) : Optional.empty();
    }

    public static String padded(String gtin) {
        return "0".repeat(14 - gtin.length()) + gtin;
    }

    /** Modulo 10 with weights 3 and 1 from the right. */
    static char checkDigit(String body) {
        int sum = 0;
        for (int i = 0; i < body.length(); i++) {
            int digit = body.charAt(body.length() - 1 - i) - '0';
            sum += i % 2 == 0 ? 3 * digit : digit;
        }
        return (char) ('0' + (10 - sum % 10) % 10);
    }

    /** GTIN-8 that start with 0 or 2, GTIN-13 with 2, GTIN-12 with 2 or 4 (02 and 04 when padded to 13). */
    private static boolean inStore(String padded) {
        if (padded.startsWith("000000")) {
            return padded.charAt(6) == '0' || padded.charAt(6) == '2';
        }
        return padded.charAt(1) == '2' || padded.startsWith("02", 1) || padded.startsWith("04", 1);
    }
}
