package dev.livetail.redaction;

import static java.util.Objects.requireNonNull;

import java.util.concurrent.atomic.LongAdder;

/** One way to recognise a secret: its name, and how often it has found one. Thread-safe. */
public final class RedactionRule {
    private final String name;
    private final LongAdder found = new LongAdder();

    RedactionRule(String name) {
        this.name = requireNonNull(name, "name is null");
    }

    public String name() {
        return name;
    }

    /** How many secrets it has taken out. */
    public long found() {
        return found.sum();
    }

    void count() {
        found.increment();
    }
}
