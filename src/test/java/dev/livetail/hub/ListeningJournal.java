package dev.livetail.hub;

import dev.livetail.journal.DelegatingJournal;
import dev.livetail.journal.Journal;
import java.util.concurrent.atomic.AtomicInteger;

/** A journal that counts those who listen to it; what it is else, another one does. */
class ListeningJournal extends DelegatingJournal {
    private final AtomicInteger listeners = new AtomicInteger();

    ListeningJournal(Journal journal) {
        super(journal);
    }

    int listeners() {
        return listeners.get();
    }

    @Override
    public Registration onChange(Runnable listener) {
        Registration registration = journal.onChange(listener);
        listeners.incrementAndGet();
        return () -> {
            registration.close();
            listeners.decrementAndGet();
        };
    }
}
