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
 * Whoever sees that there is an event can read it, whole: first what {@code last} said, then the sequence that was read
 * at that place, or a negative number where anything about it is wrong.
 */
@JCStressTest
@Outcome(id = "0, 0", expect = Expect.ACCEPTABLE, desc = "read before it was published")
@Outcome(id = "0, 1", expect = Expect.ACCEPTABLE, desc = "published between the two questions")
@Outcome(id = "1, 1", expect = Expect.ACCEPTABLE, desc = "published, and there")
@Outcome(expect = Expect.FORBIDDEN, desc = "published without being there, or not whole")
@State
public class RingPublicationStress {
    private final RingJournal journal = new RingJournal(1, 2, Long.MAX_VALUE);

    @Actor
    public void writer() {
        journal.append(Events.numbered(1));
    }

    @Actor
    public void reader(JJ_Result result) {
        result.r1 = journal.last();
        List<JournalEntry> read = journal.read(1, 2, Integer.MAX_VALUE);
        result.r2 = read.isEmpty() ? 0 : checked(read.getFirst());
    }

    static long checked(JournalEntry entry) {
        boolean isWhole = entry.event().message().equals("line " + entry.sequence());
        return isWhole ? entry.sequence() : -entry.sequence();
    }
}
