package dev.tributary;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.inventory.CountState;
import dev.tributary.inventory.TransferState;
import dev.tributary.orders.FulfilmentState;
import dev.tributary.orders.OrderState;
import dev.tributary.orders.PaymentState;
import dev.tributary.orders.ReservationState;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.springframework.modulith.ApplicationModule;
import org.springframework.modulith.core.ApplicationModules;
import org.springframework.modulith.docs.Documenter;

/**
 * Pages that are made from the code. When one differs from what is committed, the test fails; run it with
 * {@code -Dtributary.docs=write} to bring the page up to date, and commit that.
 */
class DocumentationTest {

    private static final Path DOCS = Path.of("../docs");
    private static final Path SOURCES = Path.of("src/main/java/dev/tributary");

    @Test
    void theDiagramsOfStatesAreThoseOfTheTablesOfMoves() throws IOException {
        var page = new StringBuilder("""
                # States

                Made from the tables of moves in `dev.tributary.orders` and `dev.tributary.inventory` by `DocumentationTest`. A move that is not here does not exist.
                What people see of an order is derived from the first four.
                """);
        diagram(page, "Order", OrderState.values(), OrderState::moves);
        diagram(page, "Payment", PaymentState.values(), PaymentState::moves);
        diagram(page, "Reservation of a line", ReservationState.values(), ReservationState::moves);
        diagram(page, "Fulfilment of a line", FulfilmentState.values(), FulfilmentState::moves);
        diagram(page, "Transfer between nodes", TransferState.values(), TransferState::moves);
        diagram(page, "Count sheet", CountState.values(), CountState::moves);
        compare("states.md", page.toString());
    }

    @Test
    void theModulesPageIsThatOfTheModules() throws IOException {
        var modules = ApplicationModules.of(TributaryApplication.class);
        new Documenter(modules).writeModuleCanvases();
        var packages = modules.stream()
                .map(module -> module.getBasePackage().getName())
                .filter(name -> Files.exists(SOURCES.resolve(simple(name)).resolve("package-info.java")))
                .sorted()
                .toList();
        var page = new StringBuilder("""
                # Modules

                Made from every module's `package-info.java` by `DocumentationTest`. An arrow means: may use. `kernel` is for everyone.
                Canvases with every bean and type are written to `app/target/spring-modulith-docs` when that test runs.

                ```mermaid
                flowchart TD
                """);
        for (String name : packages) {
            allowed(name)
                    .filter(other -> !other.equals("kernel"))
                    .forEach(other -> page.append("    %s --> %s%n".formatted(simple(name), other)));
        }
        page.append("```\n");
        for (String name : packages) {
            page.append("\n## %s%n%n%s%n".formatted(simple(name), purpose(simple(name))));
        }
        compare("modules.md", page.toString());
    }

    private static <S extends Enum<S>> void diagram(
            StringBuilder page, String title, S[] states, Function<S, Collection<S>> moves) {
        page.append("\n## %s%n%n```mermaid%nstateDiagram-v2%n".formatted(title));
        for (S state : states) {
            if (Arrays.stream(states).noneMatch(from -> moves.apply(from).contains(state))) {
                page.append("    [*] --> %s%n".formatted(state));
            }
            moves.apply(state).stream()
                    .sorted(Comparator.naturalOrder())
                    .forEach(next -> page.append("    %s --> %s%n".formatted(state, next)));
            if (moves.apply(state).isEmpty()) {
                page.append("    %s --> [*]%n".formatted(state));
            }
        }
        page.append("```\n");
    }

    private static Stream<String> allowed(String packageName) {
        try {
            var module = Class.forName(packageName + ".package-info").getAnnotation(ApplicationModule.class);
            return module == null ? Stream.of() : Arrays.stream(module.allowedDependencies());
        } catch (ClassNotFoundException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The first sentences of the package's comment. */
    private static String purpose(String module) throws IOException {
        String source = Files.readString(SOURCES.resolve(module).resolve("package-info.java"));
        String comment = source.substring(source.indexOf("/**") + 3, source.indexOf("*/"));
        return comment.lines()
                .map(line -> line.strip().replaceFirst("^\\*", "").strip())
                .collect(Collectors.joining(" "))
                .replaceAll("\\{@code ([^}]*)}", "`$1`")
                .strip();
    }

    private static String simple(String packageName) {
        return List.of(packageName.split("\\.")).getLast();
    }

    private static void compare(String file, String made) throws IOException {
        Path path = DOCS.resolve(file);
        if ("write".equals(System.getProperty("tributary.docs"))) {
            Files.writeString(path, made);
        }
        assertThat(Files.exists(path) ? Files.readString(path) : "")
                .as("docs/%s; run with -Dtributary.docs=write and commit it", file)
                .isEqualTo(made);
    }
}
