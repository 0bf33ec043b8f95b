package dev.livetail.metrics;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.BaseUnits;
import io.micrometer.core.instrument.binder.MeterBinder;
import jakarta.inject.Singleton;

/** What a native executable does not say of itself: there, {@code jvm_memory_max_bytes} is -1. */
@Singleton
public class HeapMetrics implements MeterBinder {
    @Override
    public void bindTo(MeterRegistry registry) {
        Gauge.builder("livetail.heap.max", Runtime.getRuntime(), Runtime::maxMemory)
                .description("What the heap may grow to")
                .baseUnit(BaseUnits.BYTES)
                .register(registry);
    }
}
