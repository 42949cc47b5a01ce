package dev.tributary.kernel;

/**
 * A place in an administrative tree: country as ISO 3166 alpha-2, the code of the smallest known division (for China
 * the six digits of GB/T 2260). Never more precise than a district, so it is not personal data.
 */
public record Region(String country, String code) {

    public Region {
        if (!country.matches("[A-Z]{2}")) {
            throw new IllegalArgumentException("country must be two capital letters, not " + country);
        }
        if (!code.matches("[0-9A-Za-z-]{0,16}")) {
            throw new IllegalArgumentException("region code must be at most 16 letters, digits or dashes, not " + code);
        }
    }
}
