package dev.tributary;

import org.junit.jupiter.api.Test;
import org.springframework.modulith.core.ApplicationModules;

class ModulesTest {

    @Test
    void everyModuleKeepsItsBoundaries() {
        ApplicationModules.of(TributaryApplication.class).verify();
    }
}
