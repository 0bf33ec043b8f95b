package dev.livetail.journal;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class RunJournalsTest {
    @Test
    void aRunIsFoundByItsIdUntilItIsRemoved() {
        RunJournals journals = new RunJournals();
        assertTrue(journals.isEmpty());
        Journal journal = new RingJournal(1, 1, 1);
        journals.put("r1", journal);
        assertSame(journal, journals.find("r1"));
        assertNull(journals.find("r2"));
        journals.remove("r2");
        assertFalse(journals.isEmpty());
        journals.remove("r1");
        assertNull(journals.find("r1"));
        assertTrue(journals.isEmpty());
    }
}
