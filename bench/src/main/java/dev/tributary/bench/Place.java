package dev.tributary.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;

/** The directory one bench or proof works in, on the disk of the checkout: the hub's data, its keys, its log. */
record Place(Path directory) implements AutoCloseable {

    static Place make(String name) {
        try {
            Path target = Files.createDirectories(Path.of("target"));
            return new Place(Files.createTempDirectory(target, name + "-").toAbsolutePath());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What a hub on this directory is started with. */
    List<String> arguments(int port, String... more) {
        List<String> arguments = new ArrayList<>(List.of(
                "--server.port=" + port,
                "--tributary.database.directory=" + directory,
                "--tributary.vault.keys=" + directory.resolve("keys"),
                "--tributary.access.first-operator-file=" + directory.resolve("first-operator-link"),
                "--logging.level.root=warn"));
        arguments.addAll(List.of(more));
        return arguments;
    }

    /** A bare connection to the database of the hub that runs here. */
    Connection connect() throws SQLException {
        return connect("");
    }

    /** @param database another database of the same server, or empty for the hub's own */
    Connection connect(String database) throws SQLException {
        try {
            URI url = URI.create(
                    Files.readString(directory.resolve("postgres/url")).strip());
            String[] login = url.getUserInfo().split(":", 2);
            var properties = new Properties();
            properties.setProperty("user", login[0]);
            properties.setProperty("password", login[1]);
            String name = database.isEmpty() ? url.getPath().substring(1) : database;
            return DriverManager.getConnection(
                    "jdbc:postgresql://%s:%d/%s".formatted(url.getHost(), url.getPort(), name), properties);
        } catch (IOException e) {
            throw new SQLException("no hub has run on " + directory, e);
        }
    }

    String databaseUrl() {
        try {
            return Files.readString(directory.resolve("postgres/url")).strip();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static int freePort() {
        try (var socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        try (var files = Files.walk(directory)) {
            files.sorted(java.util.Comparator.reverseOrder()).forEach(file -> {
                try {
                    Files.deleteIfExists(file);
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            });
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
