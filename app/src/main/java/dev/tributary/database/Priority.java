package dev.tributary.database;

import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** How soon the operating system serves a process or thread. It only helps: where it cannot be set, all are served alike. */
final class Priority {

    private static final Logger log = LoggerFactory.getLogger(Priority.class);
    /** A tenth of the weight of others, and all of a core that nobody else wants. */
    private static final int NICENESS = 10;

    private static final int PROCESS = 0;
    private static final int CALLER = 0;

    /** On Linux a number names a thread, so that a process of one thread and a thread are the same; elsewhere it does not. */
    private static final Optional<MethodHandle> SETPRIORITY =
            System.getProperty("os.name").equals("Linux")
                    ? Linker.nativeLinker()
                            .defaultLookup()
                            .find("setpriority")
                            .map(address -> Linker.nativeLinker()
                                    .downcallHandle(
                                            address,
                                            FunctionDescriptor.of(
                                                    ValueLayout.JAVA_INT,
                                                    ValueLayout.JAVA_INT,
                                                    ValueLayout.JAVA_INT,
                                                    ValueLayout.JAVA_INT)))
                    : Optional.empty();

    private Priority() {}

    /** @param pid of one of our own processes, which has one thread */
    static void lower(int pid) {
        SETPRIORITY.ifPresent(setPriority -> set(setPriority, pid));
    }

    static void lowerThisThread() {
        SETPRIORITY.ifPresent(setPriority -> set(setPriority, CALLER));
    }

    private static void set(MethodHandle setPriority, int who) {
        @Nullable String refused = null;
        try {
            int result = (int) setPriority.invokeExact(PROCESS, who, NICENESS);
            refused = result == 0 ? null : "the system refused it";
        } catch (Throwable e) {
            refused = e.toString();
        }
        if (refused != null) {
            log.warn("Background work is served like all other: {}", refused);
        }
    }
}
