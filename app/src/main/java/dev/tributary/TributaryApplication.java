package dev.tributary;

import dev.tributary.database.Commands;
import dev.tributary.database.StartRefused;
import java.util.List;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.annotation.FullyQualifiedAnnotationBeanNameGenerator;
import org.springframework.modulith.Modulithic;

/** The hub: one deployable, one package per module. */
@Modulithic(systemName = "Tributary", sharedModules = "kernel")
// By full name: two modules may each have a class that their language calls the same.
@SpringBootApplication(nameGenerator = FullyQualifiedAnnotationBeanNameGenerator.class)
public class TributaryApplication {

    public static void main(String[] args) {
        if (Commands.handles(args)) {
            System.exit(Commands.run(System.getenv(), args));
        }
        try {
            var hub = SpringApplication.run(TributaryApplication.class, args);
            if (List.of(args).contains("--tributary.stop-when-started")) {
                hub.close(); // a start in training, see the launcher
            }
        } catch (RuntimeException e) {
            // Reported by then. Not by falling off main: threads of modules that had started may still live.
            System.exit(StartRefused.isCauseOf(e) ? StartRefused.EXIT_CODE : 1);
        }
    }
}
