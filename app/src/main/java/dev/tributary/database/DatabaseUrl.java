package dev.tributary.database;

import java.net.URI;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * A database by URL, in the form libpq and psql read, {@code postgresql://user:password@host:port/name?key=value}, or
 * with {@code jdbc:} before it. Never printed whole: it holds the password.
 */
record DatabaseUrl(String location, String user, String password, List<String> parameters) {

    static DatabaseUrl parse(String text) {
        URI uri;
        try {
            uri = URI.create(text.strip().replaceFirst("^jdbc:", ""));
        } catch (IllegalArgumentException e) {
            throw refused();
        }
        if (uri.getScheme() == null || !uri.getScheme().matches("postgres(ql)?") || uri.getRawPath() == null) {
            throw refused();
        }
        String authority = uri.getRawAuthority() == null ? "" : uri.getRawAuthority();
        int at = authority.lastIndexOf('@');
        String[] login = authority.substring(0, Math.max(at, 0)).split(":", 2);
        var parameters = new ArrayList<String>();
        String user = decode(login[0]);
        String password = login.length > 1 ? decode(login[1]) : "";
        for (String parameter : (uri.getRawQuery() == null ? "" : uri.getRawQuery()).split("&")) {
            if (parameter.startsWith("user=")) {
                user = decode(parameter.substring("user=".length()));
            } else if (parameter.startsWith("password=")) {
                password = decode(parameter.substring("password=".length()));
            } else if (!parameter.isEmpty()) {
                parameters.add(parameter);
            }
        }
        String location = authority.substring(at + 1) + uri.getRawPath();
        return new DatabaseUrl(location, user, password, List.copyOf(parameters));
    }

    static DatabaseUrl loopback(int port, String database, String user, String password) {
        return new DatabaseUrl("127.0.0.1:" + port + "/" + database, user, password, List.of());
    }

    /** For psql and for a second node. */
    String withPassword() {
        return "postgresql://%s:%s@%s%s".formatted(encode(user), encode(password), location, query(parameters));
    }

    /** For the driver; user and password go beside it. */
    String jdbc(String... more) {
        var all = new ArrayList<>(parameters);
        all.addAll(List.of(more));
        return "jdbc:postgresql://" + location + query(all);
    }

    /** Bare connections without the limits of the hub's own sessions: for migrations, backups and proofs. */
    PGSimpleDataSource unpooled() {
        var dataSource = new PGSimpleDataSource();
        dataSource.setURL(jdbc("ApplicationName=tributary-maintenance"));
        dataSource.setUser(user);
        dataSource.setPassword(password);
        return dataSource;
    }

    @Override
    public String toString() {
        return "postgresql://" + location;
    }

    private static String query(List<String> parameters) {
        return parameters.isEmpty() ? "" : "?" + String.join("&", parameters);
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    private static String decode(String text) {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }

    private static StartRefused refused() {
        return new StartRefused(
                "TRIBUTARY_DATABASE_URL must read postgresql://user:password@host:port/database (its value is not shown,"
                        + " because it may hold a password).");
    }
}
