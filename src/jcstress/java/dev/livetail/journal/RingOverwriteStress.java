package dev.livetail.journal;

import dev.livetail.event.Events;
import java.util.List;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.JJ_Result;

/**
 * A ring of two holds 1 and 2 while 3 and 4 are written over them. A reader gets any of them that follow each other,
 * each of them whole: the first it read, and the last, or a negative number where anything about them is wrong.
 */
@JCStressTest
@Outcome(id = "0, 0", expect = Expect.ACCEPTABLE, desc = "overtaken; the next read tells what is there")
@Outcome(
        id = {"1, 1", "2, 2", "3, 3", "4, 4"},
        expect = Expect.ACCEPTABLE,
        desc = "one of them")
@Outcome(
        id = {"1, 2", "2, 3", "3, 4"},
        expect = Expect.ACCEPTABLE,
        desc = "two that follow each other")
@Outcome(expect = Expect.FORBIDDEN, desc = "torn, of a wrong place, repeated, or with a hole")
@State
public class RingOverwriteStress {
    private final RingJournal journal = new RingJournal(1, 2, Long.MAX_VALUE);

    public RingOverwriteStress() {
        journal.append(Events.numbered(1));
        journal.append(Events.numbered(2));
    }

    @Actor
    public void writer() {
        journal.append(Events.numbered(3));
        journal.append(Events.numbered(4));
    }

    @Actor
    public void reader(JJ_Result result) {
        List<JournalEntry> read = journal.read(1, 4, Integer.MAX_VALUE);
        if (read.isEmpty()) {
            return;
        }
        long first = RingPublicationStress.checked(read.getFirst());
        long next = first;
        for (JournalEntry entry : read) {
            if (RingPublicationStress.checked(entry) != next) {
                next = Long.MIN_VALUE;
            }
            next++;
        }
        result.r1 = first;
        result.r2 = next - 1;
    }
}
