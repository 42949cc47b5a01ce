package dev.tributary.channels.adapter;

import java.util.Locale;

/** How enum constants are spelt in adapter files. */
public final class Names {

    private Names() {}

    public static String kebab(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
