package dev.livetail.capture;

import dev.livetail.journal.RingJournal;
import dev.livetail.journal.RunJournals;
import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

/** The journals that the whole service shares. */
@Dependent
class Journals {

    /** The service's journal. Its epoch is the service's start. */
    @Produces
    @Singleton
    RingJournal service(JournalConfig config) {
        JournalConfig.check(config);
        return new RingJournal(
                System.currentTimeMillis(), config.capacity(), config.maxBytes().asLongValue());
    }

    @Produces
    @Singleton
    RunJournals ofRuns() {
        return new RunJournals();
    }
}
