package dev.tributary.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tributary.testing.ConsoleSession;
import dev.tributary.testing.HubUnderTest;
import dev.tributary.testing.Shop;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class QuotasPageTest {

    private static final String QUOTAS = "/console/m/acme-quotas/stock/quotas";

    private static HubUnderTest hub;
    private static ConsoleSession console;

    @BeforeAll
    static void start() {
        hub = HubUnderTest.shared();
        console = ConsoleSession.administrator(hub, "li-quotas");
        Shop.open(hub, "acme-quotas");
    }

    @Test
    void aQuotaIsSetShownWithWhatItTakesFromOthersAndEnded() {
        assertThat(console.get(QUOTAS).body()).contains("No quota", "All channels share the stock.");
        assertThat(set(Map.of()).body()).contains("The quota is set.", "flash", "0 promised, 0 gone", "in force");
        await().untilAsserted(() -> assertThat(
                        console.get(QUOTAS + "?sku=MILK-1L").body())
                .contains("What each channel may promise of MILK-1L", "Set aside for others", "3 over all nodes"));
        assertThat(set(Map.of("amount", "x", "code", "other")).body()).contains("Give a whole number.");
        assertThat(set(Map.of("kind", "CAP")).body()).contains("make another one");
        assertThat(console.get(QUOTAS + "?language=zh").body()).contains("渠道配额", "专享");
        assertThat(console.get(QUOTAS + "?language=en").body()).contains("Quotas");
        assertThat(console.post(QUOTAS + "/flash/end", Map.of()).body()).contains("The quota is over", "No quota");
        assertThat(console.get(QUOTAS + "?show=ALL").body()).contains("flash", "over");
    }

    private static java.net.http.HttpResponse<String> set(Map<String, String> other) {
        var form = new HashMap<>(Map.of(
                "code", "flash",
                "sku", "MILK-1L",
                "channels", "tills",
                "kind", "DEDICATED",
                "amount", "3",
                "owner", "Li",
                "reason", "flash sale"));
        form.putAll(other);
        return console.post(QUOTAS, form);
    }
}
