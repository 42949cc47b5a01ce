package dev.tributary.console;

import java.io.Serializable;
import java.util.List;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/**
 * One sentence shown on the page after an action.
 *
 * @param kind {@code good}, {@code warn} or {@code bad}
 * @param key of a message; its arguments are {@code arguments}
 */
public record Flash(String kind, String key, List<String> arguments) implements Serializable {

    public static void good(RedirectAttributes redirect, String key, String... arguments) {
        put(redirect, "good", key, arguments);
    }

    public static void warn(RedirectAttributes redirect, String key, String... arguments) {
        put(redirect, "warn", key, arguments);
    }

    public static void bad(RedirectAttributes redirect, String key, String... arguments) {
        put(redirect, "bad", key, arguments);
    }

    private static void put(RedirectAttributes redirect, String kind, String key, String... arguments) {
        redirect.addFlashAttribute("flash", new Flash(kind, key, List.of(arguments)));
    }
}
