package dev.livetail.journal;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Those who want to know of a journal's changes. Thread-safe. */
final class Listeners {
    private final List<Runnable> listeners = new CopyOnWriteArrayList<>();

    Journal.Registration add(Runnable listener) {
        // Wrapped, so that the same listener can be added twice and each registration ends its own.
        Runnable own = listener::run;
        listeners.add(own);
        return () -> listeners.remove(own);
    }

    void tell() {
        for (Runnable listener : listeners) {
            listener.run();
        }
    }
}
