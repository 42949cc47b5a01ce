package dev.tributary.console;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseCookie;
import org.springframework.web.servlet.HandlerInterceptor;
import org.springframework.web.servlet.LocaleResolver;

/**
 * Language and theme, kept in cookies. {@code ?language=zh} or {@code ?theme=dark} on any page, also before the log-in,
 * sets the cookie and shows the same page again.
 */
class Preferences implements HandlerInterceptor {

    static final String THEME_COOKIE = "tributary-theme";
    static final Duration REMEMBERED = Duration.ofDays(365);

    private static final String LANGUAGE = "language";
    private static final String THEME = "theme";

    private final LocaleResolver locales;

    Preferences(LocaleResolver locales) {
        this.locales = locales;
    }

    /** Light, dark, or as the reader's system has it. */
    enum Theme {
        LIGHT,
        DARK,
        AUTO;

        String word() {
            return name().toLowerCase(Locale.ROOT);
        }

        static Theme of(@Nullable String word) {
            return Arrays.stream(values())
                    .filter(theme -> theme.word().equals(word))
                    .findFirst()
                    .orElse(AUTO);
        }
    }

    @Override
    public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler)
            throws IOException {
        String language = request.getParameter(LANGUAGE);
        String theme = request.getParameter(THEME);
        if (!request.getMethod().equals("GET") || (language == null && theme == null)) {
            return true;
        }
        if (language != null) {
            locales.setLocale(
                    request, response, ConsoleConfiguration.Language.closestTo(Locale.forLanguageTag(language)));
        }
        if (theme != null) {
            response.addHeader(HttpHeaders.SET_COOKIE, themeCookie(Theme.of(theme)));
        }
        response.sendRedirect(here(request));
        return false;
    }

    /** The page itself, without the parameters that set a preference. */
    static String here(HttpServletRequest request) {
        String query = request.getQueryString() == null ? "" : request.getQueryString();
        String rest = String.join(
                "&",
                Arrays.stream(query.split("&"))
                        .filter(part ->
                                !part.isEmpty() && !part.startsWith(LANGUAGE + "=") && !part.startsWith(THEME + "="))
                        .toList());
        return request.getRequestURI() + (rest.isEmpty() ? "" : "?" + rest);
    }

    private static String themeCookie(Theme theme) {
        return ResponseCookie.from(THEME_COOKIE, theme.word())
                .path("/")
                .maxAge(REMEMBERED)
                .httpOnly(true)
                .sameSite("Lax")
                .build()
                .toString();
    }
}
