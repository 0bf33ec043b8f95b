package dev.livetail.operation;

import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;

/** A run without a service around it: its log always has room. */
final class RunDouble implements RunContext {
    final AtomicInteger capacityAsked = new AtomicInteger();
    final AtomicInteger journalAsked = new AtomicInteger();
    private final String id = UUID.randomUUID().toString();
    private final Map<String, String> parameters;

    RunDouble(Map<String, String> parameters) {
        this.parameters = parameters;
    }

    @Override
    public String runId() {
        return id;
    }

    @Override
    public Map<String, String> parameters() {
        return parameters;
    }

    @Override
    public void progress(long done, long total) {}

    @Override
    public boolean cancelled() {
        return false;
    }

    @Override
    public void awaitCapacity() {
        capacityAsked.incrementAndGet();
    }

    @Override
    public void awaitLogged() {
        journalAsked.incrementAndGet();
    }
}
