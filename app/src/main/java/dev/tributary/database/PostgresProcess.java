package dev.tributary.database;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** The programs of PostgreSQL on one data directory: make it, start the server, stop it, find one that was left. */
final class PostgresProcess {

    /** A server that crashed replays its log first, which may take minutes. */
    private static final Duration START_LIMIT = Duration.ofMinutes(10);

    private static final Duration STOP_LIMIT = Duration.ofMinutes(2);
    private static final int STATUS_LINE = 7;

    /** What a statement needed the next one needs again: giving it back in between costs a page fault for each 4 kB. */
    private static final Map<String, String> KEEP_MEMORY =
            Map.of("MALLOC_TRIM_THRESHOLD_", "33554432", "MALLOC_MMAP_THRESHOLD_", "16777216");

    private final PostgresBinaries binaries;
    private final Path data;
    private final Path output;

    PostgresProcess(PostgresBinaries binaries, DataDirectory directory) {
        this.binaries = binaries;
        this.data = directory.postgres("data");
        this.output = directory.postgres("output.log");
    }

    Path data() {
        return data;
    }

    /** Makes the cluster beside its place and moves it there whole, so that a crash half way is not taken for one. */
    void initialise(String user, String secret) throws IOException {
        Path fresh = data.resolveSibling("data.new");
        PostgresBinaries.delete(fresh);
        Path passwordFile = data.resolveSibling("password");
        DataDirectory.writePrivately(passwordFile, secret);
        try {
            run(
                    "initdb",
                    List.of(
                            "--pgdata=" + fresh,
                            "--username=" + user,
                            "--pwfile=" + passwordFile,
                            "--auth=scram-sha-256",
                            "--encoding=UTF8",
                            "--locale-provider=builtin",
                            "--builtin-locale=C.UTF-8",
                            "--locale=C",
                            "--data-checksums",
                            "--wal-segsize=2",
                            "--no-instructions"));
        } finally {
            Files.deleteIfExists(passwordFile);
        }
        Files.move(fresh, data);
    }

    /** Starts the server and waits until it takes connections. */
    Process start(Map<String, String> settings) throws IOException, InterruptedException {
        forgetStaleLock();
        var arguments = new ArrayList<>(List.of("-D", data.toString()));
        settings.forEach((name, value) -> arguments.addAll(List.of("-c", name + "=" + value)));
        var command = new ArrayList<String>();
        if (Files.isExecutable(Path.of("/usr/bin/setsid"))) {
            // A session of its own: Ctrl-C in a terminal must reach the hub alone, which stops the server last.
            command.add("/usr/bin/setsid");
        }
        command.addAll(binaries.command("postgres", arguments));
        var builder = new ProcessBuilder(command);
        builder.environment().putAll(KEEP_MEMORY);
        Process process = builder.directory(data.toFile())
                .redirectErrorStream(true)
                .redirectInput(ProcessBuilder.Redirect.from(new File("/dev/null")))
                .redirectOutput(ProcessBuilder.Redirect.to(output.toFile()))
                .start();
        awaitReady(process);
        return process;
    }

    private void awaitReady(Process process) throws IOException, InterruptedException {
        long deadline = System.nanoTime() + START_LIMIT.toNanos();
        while (!ready(process.pid())) {
            if (process.waitFor(20, TimeUnit.MILLISECONDS)) {
                throw new IOException("PostgreSQL ended with code " + process.exitValue() + ": " + said());
            }
            if (System.nanoTime() > deadline) {
                process.destroyForcibly();
                throw new IOException("PostgreSQL was not ready after " + START_LIMIT + ": " + said());
            }
        }
    }

    /** The server writes its state into the eighth line of its lock file. */
    private boolean ready(long pid) throws IOException {
        List<String> lines = lockFile();
        return lines.size() > STATUS_LINE
                && lines.getFirst().strip().equals(Long.toString(pid))
                && lines.get(STATUS_LINE).strip().equals("ready");
    }

    /** A server of this directory that outlived its hub. */
    Optional<ProcessHandle> orphan() throws IOException {
        return lockHolder().filter(this::servesThisDirectory);
    }

    /** Fast first (clients are cut off, the log is closed), then at once: the next start replays the log. */
    void stop() throws IOException {
        if (lockFile().isEmpty()) {
            return;
        }
        try {
            run("pg_ctl", List.of("stop", "-D", data.toString(), "-m", "fast", "-t", "60", "-w"));
        } catch (IOException e) {
            run("pg_ctl", List.of("stop", "-D", data.toString(), "-m", "immediate", "-t", "20", "-w"));
        }
    }

    /** A number left by a dead server may by now belong to a stranger, and would keep ours from starting. */
    private void forgetStaleLock() throws IOException {
        Optional<ProcessHandle> holder = lockHolder();
        if (holder.isPresent() && holder.filter(this::servesThisDirectory).isEmpty()) {
            Files.delete(data.resolve("postmaster.pid"));
        }
    }

    private Optional<ProcessHandle> lockHolder() throws IOException {
        List<String> lines = lockFile();
        return lines.isEmpty()
                ? Optional.empty()
                : ProcessHandle.of(Long.parseLong(lines.getFirst().strip())).filter(ProcessHandle::isAlive);
    }

    private boolean servesThisDirectory(ProcessHandle process) {
        ProcessHandle.Info info = process.info();
        return info.command().filter(command -> command.endsWith("/postgres")).isPresent()
                && info.arguments()
                        .map(arguments -> List.of(arguments).contains(data.toString()))
                        .orElse(true);
    }

    private List<String> lockFile() throws IOException {
        try {
            return Files.readAllLines(data.resolve("postmaster.pid"));
        } catch (NoSuchFileException e) {
            return List.of();
        }
    }

    private void run(String program, List<String> arguments) throws IOException {
        Path said = data.resolveSibling(program + ".log");
        Process process = new ProcessBuilder(binaries.command(program, arguments))
                .redirectErrorStream(true)
                .redirectOutput(said.toFile())
                .start();
        try {
            if (!process.waitFor(STOP_LIMIT.toSeconds(), TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw new IOException(program + " took longer than " + STOP_LIMIT);
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
            throw new IOException(program + " was interrupted", e);
        }
        if (process.exitValue() != 0) {
            throw new IOException(program + " failed: " + Files.readString(said).strip());
        }
    }

    private String said() {
        try {
            return Files.readString(output).strip();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
