package dev.tributary.bench;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** What Java cannot send to a process by itself. */
final class Signals {

    private Signals() {}

    static void stop(List<Long> pids) throws IOException, InterruptedException {
        send("STOP", pids);
    }

    static void goOn(List<Long> pids) throws IOException, InterruptedException {
        send("CONT", pids);
    }

    /** Processes that are gone meanwhile are passed over. */
    private static void send(String name, List<Long> pids) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("kill", "-" + name));
        pids.forEach(pid -> command.add(Long.toString(pid)));
        new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start()
                .waitFor();
    }
}
