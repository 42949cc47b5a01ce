package dev.tributary.console;

import com.microsoft.playwright.Page;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Pictures for the documents, taken only on request, so that a test run changes no file: {@code
 * -Dtributary.screenshots=../docs/screenshots}.
 */
final class Screenshots {

    private static final Optional<Path> FOLDER =
            Optional.ofNullable(System.getProperty("tributary.screenshots")).map(Path::of);

    private Screenshots() {}

    static boolean wanted() {
        return FOLDER.isPresent();
    }

    /** The page in English and in Chinese. */
    static void take(Page page, String name) {
        if (wanted()) {
            String here = page.url();
            for (String language : new String[] {"zh", "en"}) {
                page.navigate(here + (here.contains("?") ? "&" : "?") + "language=" + language);
                takeAsItIs(page, name + "-" + language);
            }
        }
    }

    /** The page as it stands, which a reload would change. */
    static void takeAsItIs(Page page, String name) {
        FOLDER.ifPresent(folder -> {
            page.waitForLoadState();
            page.waitForTimeout(name.startsWith("live") ? 3_000 : 200);
            page.screenshot(new Page.ScreenshotOptions().setPath(folder.resolve(name + ".png")));
        });
    }
}
