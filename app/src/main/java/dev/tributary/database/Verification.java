package dev.tributary.database;

import java.io.PrintStream;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import org.springframework.beans.BeanUtils;
import org.springframework.context.annotation.ClassPathScanningCandidateComponentProvider;
import org.springframework.core.type.filter.AssignableTypeFilter;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import org.springframework.util.ClassUtils;

/** Runs every {@link BookCheck} of the hub and says what it found. */
final class Verification {

    /** Reading only, and never for long: a hub may be working on the same rows. */
    private static final String READ_ONLY =
            "options=-c%20default_transaction_read_only=on%20-c%20statement_timeout=30s";

    private final List<BookCheck> checks;
    private final PrintStream out;

    Verification(List<BookCheck> checks, PrintStream out) {
        this.checks = checks;
        this.out = out;
    }

    static Verification ofEveryModule(PrintStream out) {
        var scanner = new ClassPathScanningCandidateComponentProvider(false);
        scanner.addIncludeFilter(new AssignableTypeFilter(BookCheck.class));
        List<BookCheck> checks = scanner.findCandidateComponents("dev.tributary").stream()
                .map(found -> ClassUtils.resolveClassName(String.valueOf(found.getBeanClassName()), null))
                .map(type -> (BookCheck) BeanUtils.instantiateClass(type))
                .sorted(Comparator.comparing(check -> check.getClass().getName()))
                .toList();
        return new Verification(checks, out);
    }

    /** @return how many things are wrong in all */
    long run(DatabaseUrl url) {
        var sessions = new DriverManagerDataSource(
                url.jdbc("ApplicationName=tributary-verify", READ_ONLY), url.user(), url.password());
        JdbcClient books = JdbcClient.create(sessions);
        long wrong = 0;
        for (BookCheck check : checks) {
            var findings = new Findings();
            check.run(books, findings);
            wrong += findings.wrong();
            print(check, findings);
        }
        out.println(wrong == 0 ? "books balanced" : "books do NOT balance: %d wrong".formatted(wrong));
        return wrong;
    }

    private void print(BookCheck check, Findings findings) {
        out.println(String.format(
                Locale.ROOT,
                "%-5s %-82s %,12d checked %,8d wrong",
                findings.wrong() == 0 ? "ok" : "WRONG",
                check.name(),
                findings.checked(),
                findings.wrong()));
        findings.examples().forEach(example -> out.println("      " + example));
    }
}
