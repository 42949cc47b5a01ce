package dev.tributary.access.people;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/** Prints the link that makes the first operator, and keeps it in a file only the hub's own user can read. */
@Component
class FirstOperatorLink {

    private static final Logger LOG = LoggerFactory.getLogger(FirstOperatorLink.class);

    private final FirstOperator firstOperator;
    private final Path file;
    private final String baseUrl;

    FirstOperatorLink(
            FirstOperator firstOperator,
            @Value("${tributary.access.first-operator-file:var/first-operator-link}") Path file,
            @Value("${tributary.base-url:}") String baseUrl) {
        this.firstOperator = firstOperator;
        this.file = file;
        this.baseUrl = baseUrl;
    }

    @EventListener
    void print(ApplicationReadyEvent ready) throws IOException {
        var token = firstOperator.invite();
        Files.deleteIfExists(file);
        if (token.isEmpty()) {
            return;
        }
        String port = ready.getApplicationContext().getEnvironment().getProperty("local.server.port", "8080");
        String base = baseUrl.isEmpty() ? "http://localhost:" + port : baseUrl;
        String link = base + "/console/welcome?token=" + token.get();
        write(link);
        LOG.info("There is no operator yet. Become the first one within 24 hours: {}", link);
    }

    /** The link works once; what stays of it afterwards helps nobody, but need not lie about. */
    void forget() {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            LOG.warn("{} could not be deleted; the link in it is used up", file);
        }
    }

    private void write(String link) throws IOException {
        var directory = file.toAbsolutePath().getParent();
        if (directory != null) {
            Files.createDirectories(directory);
        }
        Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.writeString(file, link + "\n");
    }
}
