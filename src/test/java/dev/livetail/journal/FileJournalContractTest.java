package dev.livetail.journal;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;

class FileJournalContractTest extends JournalContract {
    @TempDir
    private Path directory;

    private FileJournal journal;

    @Override
    Journal journal() {
        journal = FileJournal.create(directory.resolve("runs/one/log.ndjson"), EPOCH, Long.MAX_VALUE);
        return journal;
    }

    @AfterEach
    void closeTheFile() {
        journal.end();
    }
}
