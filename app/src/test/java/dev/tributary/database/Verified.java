package dev.tributary.database;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.testing.HubUnderTest;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Runs one proof of the books on a hub under test. */
public final class Verified {

    private Verified() {}

    public static void by(HubUnderTest hub, String check) throws ReflectiveOperationException {
        var made = Class.forName(check).getDeclaredConstructor();
        made.setAccessible(true);
        var findings = new Findings();
        ((BookCheck) made.newInstance()).run(hub.bean(JdbcClient.class), findings);
        assertThat(findings.checked()).isPositive();
        assertThat(findings.examples()).isEmpty();
        assertThat(findings.wrong()).isZero();
    }
}
