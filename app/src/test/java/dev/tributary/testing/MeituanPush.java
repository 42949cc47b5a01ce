package dev.tributary.testing;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.kernel.ChannelId;
import java.net.URI;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** What Meituan sends, signed as it signs. */
public final class MeituanPush {

    public static final String APP_ID = "5873";

    private MeituanPush() {}

    /** @param body the business part of the form; the system parameters are added here */
    public static HttpRequest.Builder signed(URI url, byte[] body, String secret, long timestamp) {
        var parameters = decoded(body);
        parameters.put("app_id", APP_ID);
        parameters.put("timestamp", Long.toString(timestamp));
        var system = "app_id=%s&timestamp=%d&sig=%s&"
                .formatted(APP_ID, timestamp, signature(url.toString(), parameters, secret))
                .getBytes(UTF_8);
        var whole = new byte[system.length + body.length];
        System.arraycopy(system, 0, whole, 0, system.length);
        System.arraycopy(body, 0, whole, system.length, body.length);
        return HttpRequest.newBuilder(url)
                .header("Content-Type", "application/x-www-form-urlencoded;charset=utf-8")
                .POST(HttpRequest.BodyPublishers.ofByteArray(whole));
    }

    /** An order for one of the store {@code poi-3}, brought to the hub, which must have taken it. The secret is {@code hush}. */
    public static void order(HubUnderTest hub, ChannelId channel, String number, String sku, String status) {
        var form = Map.of(
                "order_id", number,
                "app_poi_code", "poi-3",
                "recipient_name", "李雷",
                "recipient_phone", "13512342210",
                "total", "10.00",
                "status", status,
                "ctime", "1795312800",
                "detail", "[{\"sku_id\":\"%s\",\"food_name\":\"milk\",\"quantity\":1,\"price\":10}]".formatted(sku));
        var call = signed(
                hub.url("/doors/meituan/" + channel + "/order"),
                encoded(form),
                "hush",
                Instant.now().getEpochSecond());
        assertThat(Api.send(call).status()).isEqualTo(200);
    }

    public static String signature(String url, Map<String, String> parameters, String secret) {
        return md5(new TreeMap<>(parameters)
                .entrySet().stream()
                        .map(parameter -> parameter.getKey() + "=" + parameter.getValue())
                        .collect(Collectors.joining("&", url + "?", secret)));
    }

    public static byte[] encoded(Map<String, String> form) {
        return new TreeMap<>(form)
                .entrySet().stream()
                        .map(field -> field.getKey() + "=" + URLEncoder.encode(field.getValue(), UTF_8))
                        .collect(Collectors.joining("&"))
                        .getBytes(UTF_8);
    }

    public static TreeMap<String, String> decoded(byte[] body) {
        var parameters = new TreeMap<String, String>();
        for (var pair : new String(body, UTF_8).split("&")) {
            int equals = pair.indexOf('=');
            if (equals > 0) {
                parameters.put(pair.substring(0, equals), URLDecoder.decode(pair.substring(equals + 1), UTF_8));
            }
        }
        return parameters;
    }

    private static String md5(String text) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("MD5").digest(text.getBytes(UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
