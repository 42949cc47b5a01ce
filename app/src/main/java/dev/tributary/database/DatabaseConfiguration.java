package dev.tributary.database;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.time.Clock;
import java.time.Duration;
import java.util.Set;
import javax.sql.DataSource;
import org.postgresql.ds.PGSimpleDataSource;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * Beans end in the opposite order of their making: everything that uses the data source first, then the pool, then the
 * server itself.
 */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(DatabaseSettings.class)
class DatabaseConfiguration {

    /** Sessions of the hub give up what they hold after five seconds, whatever happens to the code that opened it. */
    private static final String SESSION_LIMITS =
            "options=-c%20transaction_timeout=5s%20-c%20idle_in_transaction_session_timeout=5s";

    /** As many kinds of background work as may go on at once. */
    private static final int BACKGROUND_CONNECTIONS = 6;

    @Bean
    @ConditionalOnMissingBean
    Clock clock() {
        // The database keeps microseconds; a finer instant would come back changed.
        return Clock.tick(Clock.systemUTC(), Duration.ofNanos(1_000));
    }

    @Bean
    NodeRoles nodeRoles(@Value("${tributary.roles}") Set<Role> roles) {
        return new NodeRoles(roles);
    }

    @Bean(destroyMethod = "close")
    Database database(DatabaseSettings settings) {
        return Database.open(settings);
    }

    @Bean
    DatabaseClock databaseClock(Database database, Clock clock) {
        return new DatabaseClock(database.unpooled(), clock);
    }

    /** Whoever gets this finds a server that keeps its promises and schemas that are up to date. */
    @Bean(destroyMethod = "close")
    HubDataSource dataSource(Database database, DatabaseClock clock, DatabaseSettings settings) {
        ServerPromises.check(database.unpooled());
        clock.check();
        Migrations.migrate(database.unpooled());
        var single = new PGSimpleDataSource();
        single.setUrl(database.url().jdbc("ApplicationName=tributary", "socketTimeout=30", SESSION_LIMITS));
        single.setUser(database.url().user());
        single.setPassword(database.url().password());
        boolean own = database.embedded().isPresent();
        return new HubDataSource(
                pool("hub", single, settings.poolSize()),
                pool("hub-background", own ? new LowPriorityDataSource(single) : single, BACKGROUND_CONNECTIONS));
    }

    private static FairDataSource pool(String name, DataSource connections, int size) {
        var pool = new HikariConfig();
        pool.setPoolName(name);
        pool.setDataSource(connections);
        pool.setMaximumPoolSize(size);
        pool.setConnectionTimeout(Duration.ofSeconds(5).toMillis());
        pool.setValidationTimeout(Duration.ofSeconds(2).toMillis());
        return new FairDataSource(new HikariDataSource(pool), size);
    }
}
