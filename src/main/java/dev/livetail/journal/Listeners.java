package dev.livetail.journal;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Those who want to know of a journal's changes. Thread-safe. */
final class Listeners {
    private final Map<Journal.Registration, Runnable> listeners = new ConcurrentHashMap<>();

    Journal.Registration add(Runnable listener) {
        Journal.Registration registration = new Journal.Registration() {
            @Override
            public void close() {
                listeners.remove(this);
            }
        };
        listeners.put(registration, listener);
        return registration;
    }

    void tell() {
        for (Runnable listener : listeners.values()) {
            listener.run();
        }
    }
}
