package dev.livetail.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import dev.livetail.capture.LogCapture;
import dev.livetail.context.MdcKeys;
import dev.livetail.event.LogEvent;
import dev.livetail.event.LogLevel;
import dev.livetail.journal.JournalEntry;
import dev.livetail.journal.RingJournal;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.function.Predicate;
import org.awaitility.Awaitility;

/**
 * What the service has logged since a test began, as its journal has it: formatted, redacted, with its context.
 *
 * <pre>{@code
 * @Inject
 * CapturedLogs logs;
 *
 * @Test
 * void tellsOfItsStart() {
 *     shop.open();
 *     logs.ofLogger("org.acme").atLevel(LogLevel.INFO).await(line -> line.message().equals("open"));
 *     logs.assertNoSecret("hunter2");
 * }
 * }</pre>
 *
 * <p>What is asked is asked of everything that was logged before the question. A view ({@link #ofRequest} and the like) is
 * the same over fewer lines.
 */
@Dependent
public class CapturedLogs {
    private final LogCapture capture;
    private final RingJournal journal;
    private final Predicate<LogEvent> wanted;
    private final long lostBefore;
    private final long before;

    @Inject
    CapturedLogs(LogCapture capture, RingJournal journal) {
        this(capture, journal, event -> true, lost(capture), last(capture, journal));
    }

    private CapturedLogs(
            LogCapture capture, RingJournal journal, Predicate<LogEvent> wanted, long lostBefore, long before) {
        this.capture = capture;
        this.journal = journal;
        this.wanted = wanted;
        this.lostBefore = lostBefore;
        this.before = before;
    }

    /** Those of one request. */
    public CapturedLogs ofRequest(String requestId) {
        return with(MdcKeys.REQUEST_ID, requestId);
    }

    /** Those that have this in their context. */
    public CapturedLogs with(String key, String value) {
        return matching(event -> Objects.equals(value, event.mdc().get(key)));
    }

    /** Those of a logger, or of one below it. */
    public CapturedLogs ofLogger(String name) {
        return matching(
                event -> event.loggerName().equals(name) || event.loggerName().startsWith(name + "."));
    }

    /** Those of exactly this level. */
    public CapturedLogs atLevel(LogLevel level) {
        return matching(event -> event.level() == level);
    }

    public CapturedLogs matching(Predicate<LogEvent> condition) {
        return new CapturedLogs(capture, journal, wanted.and(condition), lostBefore, before);
    }

    /** All of them, in their order. */
    public List<LogEvent> all() {
        awaitJournalled(capture);
        return journal.read(before + 1, Integer.MAX_VALUE, Integer.MAX_VALUE).stream()
                .map(JournalEntry::event)
                .filter(wanted)
                .toList();
    }

    /** The first that is so, as soon as there is one. */
    public LogEvent await(Predicate<LogEvent> condition) {
        CapturedLogs lines = matching(condition);
        Awaitility.await("a line that is so").until(() -> !lines.all().isEmpty());
        return lines.all().getFirst();
    }

    /** The first, as soon as there is one. */
    public LogEvent awaitAny() {
        return await(event -> true);
    }

    /** Fails if there is one that is so, now. What may still come has to be awaited by other means before. */
    public void assertNone(Predicate<LogEvent> condition) {
        assertEquals(List.of(), matching(condition).all());
    }

    /** Fails if there is any, now. */
    public void assertNone() {
        assertNone(event -> true);
    }

    /** Fails if anything that was logged since the test began is not here: lost on its way, or gone already. */
    public void assertNoGap() {
        awaitJournalled(capture);
        assertEquals(lostBefore, lost(capture), "records that were lost");
        assertTrue(journal.first() <= before + 1, "the journal has given up lines of this test");
    }

    /** Fails if one of these stands anywhere in a line: in its message, its context, its exception. */
    public void assertNoSecret(String... secrets) {
        for (LogEvent event : all()) {
            String everything = event.toString();
            for (String secret : secrets) {
                assertFalse(everything.contains(secret), () -> "'" + secret + "' is in: " + everything);
            }
        }
    }

    private static long lost(LogCapture capture) {
        return capture.counters().dropped() + capture.counters().failed();
    }

    private static long last(LogCapture capture, RingJournal journal) {
        awaitJournalled(capture);
        return journal.last();
    }

    private static void awaitJournalled(LogCapture capture) {
        CountDownLatch done = new CountDownLatch(1);
        capture.afterAllLogged(done::countDown);
        try {
            done.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            fail("interrupted");
        }
    }
}
