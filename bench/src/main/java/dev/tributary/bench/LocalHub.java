package dev.tributary.bench;

import dev.tributary.TributaryApplication;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

/** The whole hub inside this process: the real context on the supervised PostgreSQL, doors and all. */
record LocalHub(ConfigurableApplicationContext context) implements AutoCloseable {

    static LocalHub start(Place place, String... more) {
        return new LocalHub(new SpringApplicationBuilder(TributaryApplication.class)
                .run(place.arguments(0, more).toArray(String[]::new)));
    }

    <T> T bean(Class<T> type) {
        return context.getBean(type);
    }

    @Override
    public void close() {
        context.close();
    }
}
