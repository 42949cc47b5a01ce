package dev.tributary.openapi.document;

import java.nio.charset.StandardCharsets;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.http.CacheControl;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.util.DigestUtils;
import org.springframework.util.function.SingletonSupplier;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

/** The document, to everybody: it holds no secret. */
@RestController
class DocumentDoor {

    private final SingletonSupplier<Made> document;

    private record Made(byte[] bytes, String tag) {}

    DocumentDoor(@Qualifier("requestMappingHandlerMapping") RequestMappingHandlerMapping mapping) {
        document = SingletonSupplier.of(() -> made(mapping));
    }

    @GetMapping(path = "/openapi.json", produces = MediaType.APPLICATION_JSON_VALUE)
    ResponseEntity<byte[]> document() {
        var made = document.obtain();
        return ResponseEntity.ok()
                .eTag(made.tag())
                .cacheControl(CacheControl.noCache())
                .body(made.bytes());
    }

    private static Made made(RequestMappingHandlerMapping mapping) {
        byte[] bytes = new ApiDocument(mapping.getHandlerMethods()).text().getBytes(StandardCharsets.UTF_8);
        return new Made(bytes, DigestUtils.md5DigestAsHex(bytes));
    }
}
