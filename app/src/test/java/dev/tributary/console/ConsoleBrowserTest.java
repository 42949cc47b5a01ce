package dev.tributary.console;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.FilePayload;
import dev.tributary.testing.Api;
import dev.tributary.testing.Chromium;
import dev.tributary.testing.HubUnderTest;
import dev.tributary.testing.ShopifyWebhook;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A newcomer with a browser: from the printed link to the first order, by clicking alone. */
@Tag("browser")
class ConsoleBrowserTest {

    private static final String PASSWORD = "correct horse battery";

    private static final String WEBHOOK_SECRET = "hush";

    private static HubUnderTest hub;
    private static Chromium chromium;

    private final List<String> complaints = new ArrayList<>();

    @BeforeAll
    static void start() {
        var executable = Chromium.find();
        assumeTrue(
                executable.isPresent(),
                "ConsoleBrowserTest is left out: there is no Chromium here (set TRIBUTARY_CHROMIUM)");
        hub = HubUnderTest.start();
        chromium = Chromium.start(executable.orElseThrow());
    }

    @AfterAll
    static void stop() {
        if (chromium != null) {
            chromium.close();
            hub.close();
        }
    }

    @Test
    void aNewcomerWalksFromTheWelcomeLinkToTheFirstOrder() {
        var page = page();
        becomeFirstOperator(page);
        createMerchant(page);
        createNode(page);
        createProducts(page);
        receiveStock(page);
        createChannel(page);
        var client = createClient(page);
        placeOrder(client);

        page.navigate(url("/console/m/riverside/orders"));
        page.getByRole(AriaRole.LINK, link("A-1")).click();
        assertThat(page.locator("h1")).containsText("A-1");
        assertThat(page.locator("main")).containsText("135****2210");
        Screenshots.take(page, "order");
        explainStock(page);
        Screenshots.take(page, "stock-row");
        var door = createShop(page);
        correctAndReplay(page, door);
        if (Screenshots.wanted()) {
            takePicturesOfABusyDay(page, door);
        }
        assertThat(complaints).as("what the browser complained about").isEmpty();
    }

    private static void becomeFirstOperator(Page page) {
        page.navigate(hub.firstOperatorLink());
        page.getByLabel("Name").fill("li");
        page.getByLabel("Password").fill(PASSWORD);
        click(page, "Begin");
        page.getByRole(AriaRole.LINK, link("Log in")).click();
        page.getByLabel("Name").fill("li");
        page.getByLabel("Password").fill(PASSWORD);
        click(page, "Log in");
    }

    private static void createMerchant(Page page) {
        page.getByLabel("Name").fill("Riverside Foods");
        page.getByLabel("Code").fill("riverside");
        click(page, "Create");
        assertThat(page.locator("h1")).hasText("First steps");
    }

    private static void createNode(Page page) {
        doNext(page);
        page.getByLabel("Name").fill("Nanjing Road store");
        page.getByLabel("Code").fill("store-3");
        page.getByLabel("Region").fill("310101");
        click(page, "Save");
        assertThat(page.getByRole(AriaRole.STATUS)).containsText("Nanjing Road store is saved.");
    }

    private static void createProducts(Page page) {
        page.navigate(url("/console/m/riverside/setup"));
        doNext(page);
        String csv = "product,productName,sku,name,gtin,unit,price\n"
                + "MILK,Milk,MILK-1L,Whole milk 1 l,6901234567892,PIECE,12.90\n"
                + "TEA,茶,TEA-100,龙井茶 100 g,,PIECE,68.00\n";
        page.getByLabel("File")
                .setInputFiles(new FilePayload("products.csv", "text/csv", csv.getBytes(StandardCharsets.UTF_8)));
        click(page, "Upload");
        assertThat(page.getByRole(AriaRole.STATUS)).containsText("2 SKUs created");
    }

    private static void receiveStock(Page page) {
        page.navigate(url("/console/m/riverside/setup"));
        doNext(page);
        page.getByLabel("SKU code").fill("MILK-1L");
        page.getByLabel("Units").fill("60");
        page.getByLabel("Cause").fill("receipt/PO-7");
        click(page, "Book it");
        assertThat(page.getByRole(AriaRole.STATUS)).containsText("1 stock rows changed");
    }

    private static void createChannel(Page page) {
        page.navigate(url("/console/m/riverside/setup"));
        doNext(page);
        page.getByRole(AriaRole.LINK, link("Connect a channel")).click();
        Screenshots.take(page, "connect");
        page.getByRole(AriaRole.LINK, link("Choose app")).click();
        page.getByLabel("Name").fill("Riverside app");
        page.getByLabel("Preference 1").selectOption("store-3");
        click(page, "Save");
        assertThat(page.getByRole(AriaRole.STATUS)).containsText("Riverside app is saved.");
    }

    private static Client createClient(Page page) {
        page.navigate(url("/console/m/riverside/setup"));
        doNext(page);
        page.getByLabel("Name").fill("Mini-program");
        page.getByLabel("Channel").selectOption("app");
        page.getByLabel("place and change orders").check();
        click(page, "Create");
        return new Client(
                page.locator("#client-id").textContent(),
                page.locator("#client-secret").textContent());
    }

    private static void placeOrder(Client client) {
        var token = Api.stranger(hub)
                .askToken(client.id(), client.secret(), "grant_type=client_credentials")
                .json()
                .get("access_token")
                .asString();
        var placed = Api.stranger(hub).with(token).post("/v1/orders", """
                {"number": "A-1", "currency": "CNY", "buyer": {"name": "李雷", "phone": "13512342210"},
                 "delivery": {"method": "SHIP", "region": {"country": "CN", "code": "310101"}},
                 "lines": [{"sku": "MILK-1L", "units": 2, "unitPrice": {"amount": 1290, "currency": "CNY"}}]}
                """);
        assertThat(placed.status()).isEqualTo(201);
    }

    private static void explainStock(Page page) {
        page.getByRole(AriaRole.LINK, link("Nanjing Road store")).click();
        assertThat(page.locator("h1")).hasText("Why is this 58?");
        assertThat(page.locator("main")).containsText("receipt/PO-7");
    }

    /** A shop on a platform, by the form its adapter file asks for; answers the path of its door. */
    private static String createShop(Page page) {
        page.navigate(url("/console/m/riverside/setup/channels/new?adapter=shopify"));
        page.getByLabel("Name").fill("Riverside abroad");
        page.getByLabel("Code").fill("abroad");
        page.getByLabel("Preference 1").selectOption("store-3");
        page.getByLabel("shopDomain").fill("riverside.example");
        page.getByLabel("webhookSecret").fill(WEBHOOK_SECRET);
        page.getByLabel("apiBaseUrl").fill("http://localhost:9/admin");
        page.getByLabel("accessToken").fill("token");
        page.getByLabel("locationId").fill("1");
        click(page, "Save");
        assertThat(page.getByRole(AriaRole.STATUS)).containsText("Riverside abroad is saved.");
        var door = page.locator("#door").textContent();
        Screenshots.take(page, "connection");
        return door;
    }

    private static void correctAndReplay(Page page, String door) {
        ShopifyWebhook.send(hub, door, WEBHOOK_SECRET, ShopifyWebhook.order(5001, "dreaming"));
        var row = page.getByRole(AriaRole.LINK, link("orders/create"));
        until(page, "/console/m/riverside/parked", row);
        row.click();
        assertThat(page.locator("main")).containsText("dreaming");
        Screenshots.take(page, "message");
        click(page, "Correct…");
        page.locator("#reveal-reason").fill("the platform's new state");
        click(page, "Confirm");
        var body = page.getByLabel("Correct it");
        body.fill(body.inputValue().replace("dreaming", "paid"));
        click(page, "Save and replay");
        var order = page.getByRole(AriaRole.LINK, link("Its order"));
        until(page, URI.create(page.url()).getPath(), order);
        order.click();
        assertThat(page.locator("h1")).containsText("5001");
    }

    private static void takePicturesOfABusyDay(Page page, String door) {
        page.navigate(url("/console/m/riverside/setup/products"));
        field(page, "Name").fill("五常大米 5 kg");
        field(page, "Product code").fill("RICE-5K");
        field(page, "Price in CNY").fill("59.90");
        click(page, "Save");
        for (String sku : List.of("MILK-1L", "TEA-100", "RICE-5K")) {
            page.navigate(url("/console/m/riverside/setup/receipts"));
            field(page, "SKU code").fill(sku);
            field(page, "Units").fill("20000");
            click(page, "Book it");
        }
        page.navigate(url("/console/m/riverside/setup/channels/new?adapter=tills"));
        field(page, "Name").fill("Tills");
        field(page, "Preference 1").selectOption("store-3");
        click(page, "Save");
        for (int number = 6001; number < 6004; number++) {
            ShopifyWebhook.send(hub, door, WEBHOOK_SECRET, ShopifyWebhook.order(number, "authorised-" + number));
        }
        var day = Thread.ofVirtual().start(new BusyDay(hub, "riverside", Duration.ofSeconds(240)));
        page.navigate(url("/console/m/riverside/live"));
        page.waitForTimeout(60_000);
        Screenshots.take(page, "live");
        for (String room : List.of("orders", "parked", "setup")) {
            page.navigate(url("/console/m/riverside/" + room));
            Screenshots.take(page, room);
        }
        page.navigate(url("/console/m/riverside/live?theme=dark"));
        Screenshots.takeAsItIs(page, "live-dark-en");
        day.interrupt();
    }

    /** Loads the page until the hub has done its part; the platform was answered before the message was processed. */
    private static void until(Page page, String path, Locator there) {
        for (int attempt = 0; attempt < 100; attempt++) {
            page.navigate(url(path));
            if (there.count() > 0) {
                return;
            }
            page.waitForTimeout(100);
        }
        throw new AssertionError("never there: " + path);
    }

    private static void doNext(Page page) {
        page.locator("li.next").getByRole(AriaRole.LINK).click();
    }

    private static void click(Page page, String button) {
        page.getByRole(
                        AriaRole.BUTTON,
                        new Page.GetByRoleOptions().setName(button).setExact(true))
                .click();
    }

    private static Page.GetByRoleOptions link(String name) {
        return new Page.GetByRoleOptions().setName(name).setExact(true);
    }

    private static Locator field(Page page, String label) {
        return page.getByLabel(label, new Page.GetByLabelOptions().setExact(true));
    }

    private static String url(String path) {
        return hub.url(path).toString();
    }

    /** English, whatever the machine speaks; what the browser refuses to run or load is a complaint. */
    private Page page() {
        var context = chromium.browser()
                .newContext(new Browser.NewContextOptions().setLocale("en-GB").setViewportSize(1280, 800));
        context.setDefaultTimeout(20_000);
        var page = context.newPage();
        page.onConsoleMessage(message -> Optional.of(message)
                .filter(one -> one.type().equals("error") || one.text().contains("Content Security Policy"))
                .ifPresent(one -> complaints.add(one.text())));
        page.onPageError(complaints::add);
        return page;
    }

    private record Client(String id, String secret) {}
}
