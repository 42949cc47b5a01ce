package dev.tributary.channels.adapter;

import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Texts with names in braces. */
public final class Template {

    private static final Pattern NAME = Pattern.compile("\\{(\\w+)}");

    private Template() {}

    static List<String> names(String text) {
        return NAME.matcher(text).results().map(result -> result.group(1)).toList();
    }

    public static String fill(String text, Map<String, String> values) {
        return NAME.matcher(text).replaceAll(result -> Matcher.quoteReplacement(value(result, values)));
    }

    private static String value(MatchResult result, Map<String, String> values) {
        var value = values.get(result.group(1));
        if (value == null) {
            throw new IllegalStateException("the account has no " + result.group(1));
        }
        return value;
    }
}
