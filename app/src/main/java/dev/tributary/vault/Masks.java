package dev.tributary.vault;

import java.util.regex.Pattern;

/** What may be seen of personal data without a reason. */
final class Masks {

    private static final String HIDDEN = "****";

    /** Signs of a street or a building: no part of a division's name beyond its first character. */
    private static final String PLACE = "\\p{IsHan}[\\p{IsHan}&&[^路街弄号巷村镇栋幢座室]]";

    private static final Pattern UP_TO_DISTRICT = Pattern.compile(
            "^\\s*(?:中国)?" //
                    + "(?<province>\\p{IsHan}{2,8}?(?:省|自治区|特别行政区))?\\s*"
                    + "(?<city>" + PLACE + "{1,10}?(?:(?<![超菜城夜门花])市|自治州|地区|盟))?\\s*"
                    + "(?<district>" + PLACE + "{0,9}?(?:(?<![小社园校厂景街库])区|县|旗(?!区)|(?<![超菜城夜门花])市))?");

    private Masks() {}

    static PersonalData mask(PersonalData clear) {
        return new PersonalData(
                clear.name().map(Masks::name),
                clear.phone().map(Masks::phone),
                clear.email().map(Masks::email),
                clear.address().map(Masks::address));
    }

    /** Two stars whatever the length, which would tell something too. */
    static String name(String name) {
        String trimmed = name.strip();
        return trimmed.isEmpty() ? "" : new String(Character.toChars(trimmed.codePointAt(0))) + "**";
    }

    static String phone(String phone) {
        String number = Normal.phone(phone).orElse("").replaceFirst("[_,#xX].*", "");
        int length = number.length();
        if (length < 8) {
            return HIDDEN;
        }
        boolean landline = number.startsWith("0") || length < 11;
        return landline
                ? number.substring(0, 4) + HIDDEN + number.substring(length - 2)
                : number.substring(0, 3) + HIDDEN + number.substring(length - 4);
    }

    static String email(String email) {
        String trimmed = email.strip();
        int at = trimmed.lastIndexOf('@');
        if (at < 1) {
            return HIDDEN;
        }
        return new String(Character.toChars(trimmed.codePointAt(0))) + HIDDEN + trimmed.substring(at);
    }

    /** A Chinese address up to its district; of any other only that there is one. */
    static String address(String address) {
        var divisions = UP_TO_DISTRICT.matcher(address);
        return divisions.lookingAt() ? address.substring(0, divisions.end()).strip() + HIDDEN : HIDDEN;
    }
}
