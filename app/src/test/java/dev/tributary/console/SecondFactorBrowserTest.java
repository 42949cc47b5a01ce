package dev.tributary.console;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.google.zxing.BinaryBitmap;
import com.google.zxing.NotFoundException;
import com.google.zxing.RGBLuminanceSource;
import com.google.zxing.common.HybridBinarizer;
import com.google.zxing.qrcode.QRCodeReader;
import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import dev.tributary.access.Operators;
import dev.tributary.access.Role;
import dev.tributary.testing.Authenticator;
import dev.tributary.testing.Chromium;
import dev.tributary.testing.ConsoleSession;
import dev.tributary.testing.HubUnderTest;
import java.io.ByteArrayInputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** An operator with a phone: reads the QR code off the screen, and logs in with what it shows. */
@Tag("browser")
class SecondFactorBrowserTest {

    private static HubUnderTest hub;
    private static Chromium chromium;

    @BeforeAll
    static void start() {
        var executable = Chromium.find();
        assumeTrue(
                executable.isPresent(),
                "SecondFactorBrowserTest is left out: there is no Chromium here (set TRIBUTARY_CHROMIUM)");
        hub = HubUnderTest.shared();
        hub.bean(Operators.class).create("李雷", ConsoleSession.PASSWORD, Role.ADMIN, Optional.empty(), "test");
        chromium = Chromium.start(executable.orElseThrow());
    }

    @AfterAll
    static void stop() {
        if (chromium != null) {
            chromium.close();
        }
    }

    @Test
    void anOperatorScansTheCodeAndLogsInWithIt() throws Exception {
        var complaints = new ArrayList<String>();
        var page = page(complaints);
        logIn(page);
        page.navigate(url("/console/account"));
        click(page, "Set it up");
        var uri = scan(page);
        assertThat(uri)
                .isEqualTo("otpauth://totp/Tributary:%E6%9D%8E%E9%9B%B7?secret="
                        + page.locator("#second-factor-secret").textContent() + "&issuer=Tributary");
        var phone = new Authenticator(uri.replaceAll(".*secret=([A-Z2-7]+).*", "$1"));
        page.getByLabel("The code the app shows now").fill(phone.nextCode());
        click(page, "Confirm");
        assertThat(page.locator("#recovery-codes").textContent().lines()).hasSize(10);

        click(page, "Log out");
        logIn(page);
        assertThat(page.locator("h1")).hasText("Code");
        page.getByLabel("Code").fill(phone.nextCode());
        click(page, "Log in");
        page.navigate(url("/console/account"));
        assertThat(page.locator("main")).containsText("10 recovery codes left");
        assertThat(complaints).as("what the browser complained about").isEmpty();
    }

    private static void logIn(Page page) {
        page.navigate(url("/console/login"));
        page.getByLabel("Name").fill("李雷");
        page.getByLabel("Password").fill(ConsoleSession.PASSWORD);
        click(page, "Log in");
    }

    /** As a camera would: from what is on the screen, in dark colours too. */
    private static String scan(Page page) throws Exception {
        var image = ImageIO.read(new ByteArrayInputStream(page.locator("svg.qr").screenshot()));
        int width = image.getWidth();
        int height = image.getHeight();
        var pixels = image.getRGB(0, 0, width, height, null, 0, width);
        try {
            return new QRCodeReader()
                    .decode(new BinaryBitmap(new HybridBinarizer(new RGBLuminanceSource(width, height, pixels))))
                    .getText();
        } catch (NotFoundException e) {
            throw new AssertionError("no QR code on the screen", e);
        }
    }

    private static void click(Page page, String button) {
        page.getByRole(
                        AriaRole.BUTTON,
                        new Page.GetByRoleOptions().setName(button).setExact(true))
                .click();
    }

    private static String url(String path) {
        return hub.url(path).toString();
    }

    private static Page page(List<String> complaints) {
        var context = chromium.browser()
                .newContext(new Browser.NewContextOptions()
                        .setLocale("en-GB")
                        .setColorScheme(ColorScheme.DARK)
                        .setViewportSize(1280, 900));
        context.setDefaultTimeout(20_000);
        var page = context.newPage();
        page.onConsoleMessage(message -> Optional.of(message)
                .filter(one -> one.type().equals("error") || one.text().contains("Content Security Policy"))
                .ifPresent(one -> complaints.add(one.text())));
        page.onPageError(complaints::add);
        return page;
    }
}
