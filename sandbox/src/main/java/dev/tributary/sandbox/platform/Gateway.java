package dev.tributary.sandbox.platform;

import dev.tributary.sandbox.wire.Call;
import dev.tributary.sandbox.wire.Forms;
import dev.tributary.sandbox.wire.Json;
import dev.tributary.sandbox.wire.Reply;
import dev.tributary.sandbox.wire.Signatures;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** A marketplace behind one address: forms that name their method and are signed with the secret at both ends; it brings nothing. */
abstract class Gateway extends Platform {

    static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");
    /** From the newest on, so that what changes moves to the front. */
    static final Comparator<Sale> NEWEST_FIRST = Collections.reverseOrder(Pages.BY_CHANGE);

    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss");

    private final String methodParameter;

    Gateway(String adapter, Ground ground, String methodParameter) {
        super(adapter, ground);
        this.methodParameter = methodParameter;
    }

    @Override
    boolean lists() {
        return true;
    }

    @Override
    boolean names() {
        return true;
    }

    @Override
    boolean counts() {
        return false;
    }

    @Override
    Optional<Message> message(URI door, Sale sale, String delivery, String secret) {
        return Optional.empty();
    }

    @Override
    String channelSku(Article article) {
        return "61%04d:62%04d".formatted(article.index(), article.index());
    }

    static Map<String, Object> goods(Article article) {
        String[] parts =
                "61%04d:62%04d".formatted(article.index(), article.index()).split(":");
        return Json.object("goods", Long.parseLong(parts[0]), "sku", Long.parseLong(parts[1]));
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
