package dev.tributary.database;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Where the database is and how much of it this node takes.
 *
 * @param url of an external cluster, {@code postgresql://user:password@host:port/database}; without it the hub runs
 *     PostgreSQL itself
 * @param directory what the embedded server owns
 * @param port of the embedded server on the loopback; 0 takes the one it had before, or any that is free
 * @param sharedBuffersMegabytes of the embedded server
 * @param poolSize connections this node holds at most
 */
@ConfigurationProperties("tributary.database")
record DatabaseSettings(
        @Nullable String url,
        @DefaultValue("var") Path directory,
        @DefaultValue("0") int port,
        @DefaultValue("512") int sharedBuffersMegabytes,
        @DefaultValue("16") int poolSize) {

    boolean embedded() {
        return url == null || url.isBlank();
    }
}
