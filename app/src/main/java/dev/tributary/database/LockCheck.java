package dev.tributary.database;

import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;

/**
 * Refuses a second hub on a directory before anything else is set up, so that the sentence stands alone. The lock that
 * counts is taken with the database; two that pass here together are told apart there.
 */
class LockCheck implements ApplicationContextInitializer<ConfigurableApplicationContext> {

    @Override
    public void initialize(ConfigurableApplicationContext context) {
        DatabaseSettings settings =
                Binder.get(context.getEnvironment()).bindOrCreate("tributary.database", DatabaseSettings.class);
        if (settings.embedded()) {
            DataDirectory.lock(settings.directory()).close();
        }
    }
}
