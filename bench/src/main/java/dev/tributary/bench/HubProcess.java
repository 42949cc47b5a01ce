package dev.tributary.bench;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** A hub as its own process, as {@code ./tributary run} starts one. */
final class HubProcess implements AutoCloseable {

    private static final Duration START_MAX = Duration.ofMinutes(3);
    /** As the launcher says; without it, what this process runs on. */
    private static final List<String> JVM = Optional.ofNullable(System.getenv("TRIBUTARY_HUB_JVM"))
            .map(words -> List.of(words.split(" ")))
            .orElse(List.of(
                    "-Xmx512m", "--enable-native-access=ALL-UNNAMED", "-cp", System.getProperty("java.class.path")));

    private static final Pattern HEAP = Pattern.compile("(?m)^jvm_memory_used_bytes\\{area=\"heap\".*\\} ([0-9.E+]+)$");

    private final Process process;
    private final int port;
    private final Duration startTime;

    private HubProcess(Process process, int port, Duration startTime) {
        this.process = process;
        this.port = port;
        this.startTime = startTime;
    }

    /** Returns when the hub says it is ready. */
    static HubProcess start(Place place, String... more) {
        return start(place, Path.of(""), more);
    }

    /** @param build the root of the checkout whose hub is started */
    static HubProcess start(Place place, Path build, String... more) {
        return start(place, build, JVM, Place.freePort(), more);
    }

    /**
     * @param classes some of the hub's that come before the others, where there are any
     * @param port the caller's, such as that of one that was killed
     */
    static HubProcess start(Place place, Optional<Path> classes, int port, String... more) {
        return start(place, Path.of(""), classes.map(HubProcess::before).orElse(JVM), port, more);
    }

    private static List<String> before(Path classes) {
        List<String> jvm = new ArrayList<>(JVM);
        int path = jvm.indexOf("-cp") + 1;
        jvm.set(path, classes + File.pathSeparator + jvm.get(path));
        return jvm;
    }

    private static HubProcess start(Place place, Path build, List<String> jvm, int port, String... more) {
        List<String> command = new ArrayList<>();
        command.add(ProcessHandle.current().info().command().orElse("java"));
        command.addAll(jvm);
        command.add("dev.tributary.TributaryApplication");
        command.addAll(place.arguments(port, more));
        Path log = place.directory().resolve("hub-%d.log".formatted(port));
        try {
            long since = System.nanoTime();
            Process process = new ProcessBuilder(command)
                    .directory(build.toAbsolutePath().toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
                    .start();
            // A bench that is broken off leaves no hub behind.
            Runtime.getRuntime().addShutdownHook(new Thread(process::destroy));
            awaitReady(process, port, log);
            return new HubProcess(process, port, Duration.ofNanos(System.nanoTime() - since));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static void awaitReady(Process process, int port, Path log) throws IOException, InterruptedException {
        long deadline = System.nanoTime() + START_MAX.toNanos();
        while (!ready(port)) {
            if (process.waitFor(20, TimeUnit.MILLISECONDS)) {
                throw new IllegalStateException(
                        "the hub ended with code %d:\n%s".formatted(process.exitValue(), Files.readString(log)));
            }
            if (System.nanoTime() > deadline) {
                process.destroyForcibly();
                throw new IllegalStateException("the hub was not ready after " + START_MAX);
            }
        }
    }

    private static boolean ready(int port) {
        try (var socket = new Socket()) {
            socket.connect(new InetSocketAddress("127.0.0.1", port), 200);
            socket.setSoTimeout(2_000);
            socket.getOutputStream()
                    .write("GET /readyz HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n".getBytes());
            return new String(socket.getInputStream().readNBytes(12)).endsWith("200");
        } catch (IOException notYet) {
            return false;
        }
    }

    int port() {
        return port;
    }

    long pid() {
        return process.pid();
    }

    Duration startTime() {
        return startTime;
    }

    boolean alive() {
        return process.isAlive();
    }

    /** Used heap in MiB, garbage included, as the hub's metrics say; NaN when they do not answer. */
    double heapMegabytes() {
        try (var client = HttpClient.newHttpClient()) {
            String metrics = client.send(
                            HttpRequest.newBuilder(URI.create("http://127.0.0.1:%d/metrics".formatted(port)))
                                    .build(),
                            HttpResponse.BodyHandlers.ofString())
                    .body();
            double bytes = HEAP.matcher(metrics)
                    .results()
                    .map(MatchResult::group)
                    .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                    .sum();
            return bytes == 0 ? Double.NaN : bytes / (1024 * 1024);
        } catch (IOException e) {
            return Double.NaN;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Double.NaN;
        }
    }

    /** The most memory the process ever held, in MiB, as the kernel counted it; NaN where it does not say. */
    double peakMemoryMegabytes() {
        try {
            return Files.readAllLines(Path.of("/proc/%d/status".formatted(pid()))).stream()
                    .filter(line -> line.startsWith("VmHWM:"))
                    .mapToDouble(line -> Long.parseLong(line.replaceAll("\\D", "")) / 1024.0)
                    .findFirst()
                    .orElse(Double.NaN);
        } catch (IOException e) {
            return Double.NaN;
        }
    }

    /** It stands still, so that nothing it does beside its requests counts for another that is measured. */
    void pause() throws IOException, InterruptedException {
        checkAlive();
        Signals.stop(List.of(pid()));
    }

    void resume() throws IOException, InterruptedException {
        checkAlive();
        Signals.goOn(List.of(pid()));
    }

    private void checkAlive() {
        if (!alive()) {
            throw new IllegalStateException("the hub has ended");
        }
    }

    /** Proves the books of the hub that runs on this place, as {@code ./tributary verify} does; its exit code. */
    static int verify(Place place) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        command.add(ProcessHandle.current().info().command().orElse("java"));
        command.addAll(JVM);
        command.addAll(List.of("dev.tributary.TributaryApplication", "verify"));
        var builder = new ProcessBuilder(command);
        builder.environment().put("TRIBUTARY_DIRECTORY", place.directory().toString());
        builder.environment().remove("TRIBUTARY_DATABASE_URL");
        Path log = place.directory().resolve("verify.log");
        int code = builder.redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start()
                .waitFor();
        if (code != 0) {
            Bench.say(Files.readString(log));
        }
        return code;
    }

    /** As the machine would lose it: no goodbye. */
    void kill() {
        process.destroyForcibly();
        await();
    }

    /** Asks it to stop, as a service manager does. */
    @Override
    public void close() {
        process.destroy();
        await();
    }

    private void await() {
        try {
            if (!process.waitFor(90, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw new IllegalStateException("the hub did not stop within 90 seconds");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
