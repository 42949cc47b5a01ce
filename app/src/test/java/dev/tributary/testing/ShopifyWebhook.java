package dev.tributary.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Base64;
import java.util.UUID;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** What a Shopify shop sends, signed as it signs. */
public final class ShopifyWebhook {

    private ShopifyWebhook() {}

    public static String order(long number, String financialStatus) {
        return """
                {
                  "id": %d,
                  "created_at": "2026-11-22T10:00:00+08:00",
                  "updated_at": "2026-11-22T10:01:00+08:00",
                  "currency": "CNY",
                  "financial_status": "%s",
                  "total_price": "12.90", "total_tax": "0.00", "total_discounts": "0.00", "taxes_included": true,
                  "shipping_lines": [],
                  "shipping_address": {"name": "韩梅梅", "phone": "13512342211", "address1": "人民路", "country_code": "CN"},
                  "line_items": [{"id": 1, "sku": "MILK-1L", "title": "Whole milk 1 l", "quantity": 1, "price": "12.90"}]
                }
                """.formatted(number, financialStatus);
    }

    public static void send(HubUnderTest hub, String door, String secret, String body) {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        var answer = Api.send(HttpRequest.newBuilder(hub.url(door))
                .header("Content-Type", "application/json")
                .header("X-Shopify-Topic", "orders/create")
                .header("X-Shopify-Shop-Domain", "riverside.example")
                .header("X-Shopify-Webhook-Id", UUID.nameUUIDFromBytes(bytes).toString())
                .header("X-Shopify-Hmac-Sha256", signature(bytes, secret))
                .POST(HttpRequest.BodyPublishers.ofByteArray(bytes)));
        assertThat(answer.status()).isEqualTo(200);
    }

    private static String signature(byte[] body, String secret) {
        try {
            var mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            return Base64.getEncoder().encodeToString(mac.doFinal(body));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
