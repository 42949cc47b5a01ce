package dev.tributary.channels.adapter;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import org.springframework.stereotype.Component;

@Component
final class AdapterMetrics implements MeterBinder {

    private final AdapterFiles files;

    AdapterMetrics(AdapterFiles files) {
        this.files = files;
    }

    @Override
    public void bindTo(MeterRegistry registry) {
        Gauge.builder("tributary.adapters.broken", files, it -> it.problems().size())
                .description("adapter files that are wrong, while another version is in use or none")
                .register(registry);
    }
}
