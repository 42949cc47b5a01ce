package dev.tributary.bench;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/**
 * Several nodes on one database, whose first one keeps PostgreSQL, and what is done to them: killed as a machine would
 * lose them, stopped as a busy or sleeping one would, and started again on the same port.
 */
final class Fleet implements AutoCloseable {

    private static final Duration ANSWER_MAX = Duration.ofSeconds(120);

    private static final int STARTS_MAX = 10;

    /** A node of this moment: a killed one gets a successor at the same address. */
    private static final class Seat {
        private final int port;
        private volatile HubProcess hub;

        Seat(int port, HubProcess hub) {
            this.port = port;
            this.hub = hub;
        }
    }

    interface Question<T> {
        T of(int port) throws IOException, InterruptedException;
    }

    private final Place place;
    private final Optional<Path> classes;
    private final List<Seat> seats = new ArrayList<>();
    private final List<CompletableFuture<Void>> coming = new ArrayList<>();
    private int nodesKilled;
    private int nodesPaused;
    private int databaseKilled;
    private int databasePaused;

    private Fleet(Place place, Optional<Path> classes) {
        this.place = place;
        this.classes = classes;
    }

    /** @param classes of a mutant, which come before the hub's own */
    static Fleet start(Place place, Optional<Path> classes, int nodes) {
        var fleet = new Fleet(place, classes);
        int first = Place.freePort();
        fleet.seats.add(new Seat(first, fleet.hub(0, first)));
        var others = IntStream.range(1, nodes)
                .mapToObj(number -> CompletableFuture.supplyAsync(() -> {
                    int port = Place.freePort();
                    return new Seat(port, fleet.hub(number, port));
                }))
                .toList();
        others.forEach(seat -> fleet.seats.add(seat.join()));
        return fleet;
    }

    /** A node that finds no database ends, and whoever watches over it starts it again. */
    private HubProcess hub(int number, int port) {
        for (int attempt = 1; ; attempt++) {
            try {
                return number == 0
                        ? HubProcess.start(place, classes, port)
                        : HubProcess.start(place, classes, port, "--tributary.database.url=" + place.databaseUrl());
            } catch (IllegalStateException e) {
                if (attempt == STARTS_MAX) {
                    throw e;
                }
            }
        }
    }

    Place place() {
        return place;
    }

    List<URI> addresses() {
        return seats.stream()
                .map(seat -> URI.create("http://127.0.0.1:" + seat.port))
                .toList();
    }

    <T> T anyNode(Question<T> question) {
        long deadline = System.nanoTime() + ANSWER_MAX.toNanos();
        for (int i = 0; ; i++) {
            try {
                return question.of(seats.get(i % seats.size()).port);
            } catch (IOException e) {
                if (System.nanoTime() > deadline) {
                    throw new IllegalStateException("no node answers", e);
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException(e);
            }
        }
    }

    /** Harm until then; at the end some may still be coming back. */
    void harm(RandomGenerator random, long untilNanos) throws Exception {
        while (true) {
            long left = (untilNanos - System.nanoTime()) / 1_000_000;
            long pause = 1_500 + random.nextInt(4_000);
            if (pause >= left) {
                Thread.sleep(Math.max(0, left));
                return;
            }
            Thread.sleep(pause);
            coming.removeIf(CompletableFuture::isDone);
            switch (random.nextInt(10)) {
                case 0, 1, 2 -> killNode(random);
                case 3, 4, 5 -> pauseNode(random);
                case 6, 7 -> killDatabase();
                default -> pauseDatabase(random);
            }
        }
    }

    /** One at a time, so that somebody is always there to ask. */
    private void killNode(RandomGenerator random) {
        int number = random.nextInt(seats.size());
        if (!coming.isEmpty()) {
            return;
        }
        var seat = seats.get(number);
        seat.hub.kill();
        nodesKilled++;
        coming.add(CompletableFuture.runAsync(() -> seat.hub = hub(number, seat.port)));
    }

    private void pauseNode(RandomGenerator random) throws IOException, InterruptedException {
        var hub = seats.get(random.nextInt(seats.size())).hub;
        if (coming.isEmpty() && hub.alive()) {
            nodesPaused++;
            pause(List.of(hub.pid()), 300 + random.nextInt(3_000));
        }
    }

    private void killDatabase() {
        postmaster().ifPresent(server -> {
            databaseKilled++;
            server.destroyForcibly();
        });
    }

    /** All of the server's processes, or one that works for a node: its locks stay, its commit waits. */
    private void pauseDatabase(RandomGenerator random) throws IOException, InterruptedException {
        var server = postmaster();
        if (server.isEmpty()) {
            return;
        }
        var processes = server.get().children().map(ProcessHandle::pid).toList();
        if (processes.isEmpty()) {
            return;
        }
        databasePaused++;
        boolean all = random.nextInt(3) == 0;
        pause(
                all ? processes : List.of(processes.get(random.nextInt(processes.size()))),
                200 + random.nextInt(all ? 1_500 : 3_000));
    }

    private static void pause(List<Long> pids, long millis) throws IOException, InterruptedException {
        Signals.stop(pids);
        try {
            Thread.sleep(millis);
        } finally {
            Signals.goOn(pids);
        }
    }

    /** The server of this very directory, by its own lock file. */
    private Optional<ProcessHandle> postmaster() {
        Path lock = place.directory().resolve("postgres/data/postmaster.pid");
        try {
            List<String> lines = Files.readAllLines(lock);
            return lines.size() > 1 && lines.get(1).startsWith(place.directory().toString())
                    ? ProcessHandle.of(Long.parseLong(lines.getFirst().strip()))
                    : Optional.empty();
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /** Returns when every node is there again. */
    void mend() throws Exception {
        for (var one : coming) {
            one.get();
        }
        coming.clear();
        for (int i = 0; i < seats.size(); i++) {
            var seat = seats.get(i);
            if (!seat.hub.alive()) {
                seat.hub = hub(i, seat.port);
            }
        }
        Retry.connect(place, ANSWER_MAX).close();
    }

    /** What was done so far. */
    String harm() {
        return "nodes killed %d and paused %d times, PostgreSQL killed %d and paused %d times"
                .formatted(nodesKilled, nodesPaused, databaseKilled, databasePaused);
    }

    @Override
    public void close() {
        coming.forEach(one -> one.exceptionally(failed -> null).join());
        for (int i = seats.size() - 1; i >= 0; i--) {
            seats.get(i).hub.close();
        }
    }
}
