package dev.tributary.bench;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/** A {@link CommandNode} seen from outside: commands go in, outcomes come back, and it can die at any moment. */
final class NodeProcess {

    private static final AtomicLong NUMBERS = new AtomicLong();

    /** The process is gone; what it had not acknowledged may or may not have happened. */
    static final class Gone extends RuntimeException {
        Gone() {
            super("the node is gone", null, false, false);
        }
    }

    private final Process process;
    private final OutputStream in;
    private final Map<String, CompletableFuture<String>> waiting = new ConcurrentHashMap<>();
    private final CompletableFuture<String> ready = new CompletableFuture<>();
    private volatile boolean gone;

    private NodeProcess(Process process) {
        this.process = process;
        this.in = process.getOutputStream();
        waiting.put("ready", ready);
        Thread.ofPlatform().daemon().name("node-answers").start(this::read);
    }

    /** Returns when it takes commands. */
    static NodeProcess start(Place place, Shop shop, String... more) {
        return start(place, Optional.empty(), shop, more);
    }

    /** @param classes some of the hub's that come before the others, where there are any */
    static NodeProcess start(Place place, Optional<Path> classes, Shop shop, String... more) {
        String path = System.getProperty("java.class.path");
        List<String> command = new ArrayList<>(List.of(
                ProcessHandle.current().info().command().orElse("java"),
                "-Xmx384m",
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                classes.map(before -> before + File.pathSeparator + path).orElse(path),
                "dev.tributary.bench.CommandNode",
                shop.merchant().toString(),
                shop.node().toString(),
                shop.app().toString(),
                shop.tills().toString()));
        command.addAll(place.arguments(0, more));
        Path log = place.directory().resolve("node-%d.log".formatted(NUMBERS.incrementAndGet()));
        try {
            var node = new NodeProcess(
                    new ProcessBuilder(command).redirectError(log.toFile()).start());
            try {
                node.ready.get(3, TimeUnit.MINUTES);
            } catch (Exception e) {
                node.kill();
                throw new IllegalStateException("the node did not start:\n" + Files.readString(log), e);
            }
            return node;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    CompletableFuture<String> send(String command) {
        String number = Long.toString(NUMBERS.incrementAndGet());
        var answer = new CompletableFuture<String>();
        waiting.put(number, answer);
        try {
            synchronized (in) {
                in.write((number + " " + command + "\n").getBytes(StandardCharsets.UTF_8));
                in.flush();
            }
        } catch (IOException e) {
            waiting.remove(number);
            answer.completeExceptionally(new Gone());
        }
        if (gone) {
            answer.completeExceptionally(new Gone());
        }
        return answer;
    }

    private void read() {
        try (var out = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            for (String line = out.readLine(); line != null; line = out.readLine()) {
                String[] words = line.split(" ", 2);
                var answer = waiting.remove(words[0]);
                if (answer != null) {
                    answer.complete(words.length > 1 ? words[1] : "");
                }
            }
        } catch (IOException e) {
            // Its death, told below like any other.
        }
        gone = true;
        waiting.values().forEach(answer -> answer.completeExceptionally(new Gone()));
    }

    boolean alive() {
        return process.isAlive();
    }

    /** As the machine would lose it: no goodbye. */
    void kill() {
        process.destroyForcibly();
        await();
    }

    /** Ends its input: it finishes what it accepted, then stops. */
    void stop() {
        try {
            in.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        await();
    }

    private void await() {
        try {
            if (!process.waitFor(120, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw new IllegalStateException("the node did not stop within two minutes");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
