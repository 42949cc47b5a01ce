package dev.tributary.sandbox.platform;

import dev.tributary.sandbox.wire.Call;
import dev.tributary.sandbox.wire.Forms;
import dev.tributary.sandbox.wire.Reply;
import dev.tributary.sandbox.wire.Signatures;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** A marketplace behind one address: forms that name their method and are signed with the secret at both ends; it brings nothing. */
abstract class Gateway extends Platform {

    static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss");

    private final String methodParameter;

    Gateway(String adapter, Ground ground, Orders orders, String methodParameter) {
        super(adapter, ground, orders);
        this.methodParameter = methodParameter;
    }

    @Override
    Optional<Message> message(URI door, Sale sale, String delivery, String secret) {
        return Optional.empty();
    }

    @Override
    String channelSku(Article article) {
        return goods(article) + ":" + sku(article);
    }

    static long goods(Article article) {
        return 610_000 + article.index();
    }

    static long sku(Article article) {
        return 620_000 + article.index();
    }

    static String china(Instant moment) {
        return TIME.format(moment.atZone(ZONE));
    }

    static Instant ofChina(String text) {
        return LocalDateTime.parse(text, TIME).atZone(ZONE).toInstant();
    }

    @Override
    Reply answer(Call call) {
        Map<String, String> form = new HashMap<>(Forms.decode(new String(call.body(), StandardCharsets.UTF_8)));
        form.putAll(Forms.decode(call.query()));
        if (!Signatures.same(form.getOrDefault("sign", ""), Signatures.wrapped(form, secret()))) {
            return error(40_001, "sign is wrong");
        }
        return Reply.json(200, answer(form.getOrDefault(methodParameter, ""), form));
    }

    abstract Map<String, Object> answer(String method, Map<String, String> asked);

    abstract Reply error(int code, String text);
}
