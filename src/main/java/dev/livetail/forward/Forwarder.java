package dev.livetail.forward;

import dev.livetail.filter.EventFilter;
import dev.livetail.forward.Delivery.Away;
import dev.livetail.forward.Delivery.Delivered;
import dev.livetail.forward.Delivery.InPart;
import dev.livetail.forward.Delivery.Refused;
import dev.livetail.journal.Journal;
import dev.livetail.journal.JournalEntry;
import dev.livetail.journal.RingJournal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.LockSupport;
import org.jboss.logging.Logger;

/**
 * One more reader of the journal, which hands what it reads to a sink: in batches, one at a time, each until it is taken
 * or refused.
 *
 * <p>It has a thread, a position and a batch in hand, and nothing of it is seen by those who log or by other readers: the
 * journal calls it when there is more, and that is all. While the sink is away it waits, longer each time. When that
 * lasts, or the journal is about to overtake it, what it has in hand and what it has not read yet goes to the
 * {@link Backlog}, and from there to the sink before anything newer does. What is overtaken all the same is counted.
 *
 * <p>All work is done on the forwarder's own thread; {@link #status} may be asked on any.
 */
final class Forwarder {
    private static final Logger LOG = Logger.getLogger(Forwarder.class);
    private static final Duration NAP = Duration.ofSeconds(1);
    /** How often a sink's comings and goings are told: these lines are forwarded too, and meet the same sink. */
    private static final Duration TOLD = Duration.ofMinutes(1);

    private final String name;
    private final RingJournal journal;
    private final EventFilter filter;
    private final LogSink sink;
    private final Duration maxAge;
    private final Backoff backoff;
    private final Backlog backlog;
    private final Pace pace;
    private final DeadLetters deadLetters;
    private final Ledger ledger;
    private final Thread thread;
    private final Journal.Registration registration;

    private volatile Outage outage;
    private volatile boolean closing;
    private volatile long deadline;

    // The forwarder's thread alone:
    private long next;
    /** What is left of one batch; more than one part where those at fault are looked for. */
    private final Deque<List<JournalEntry>> hand = new ArrayDeque<>();

    private boolean handIsOfBacklog;
    private int handLines;
    private CompletableFuture<Delivery> inFlight;
    private long tryAgainAt = System.nanoTime();
    private long keepAt;
    private long tellAt = System.nanoTime();
    private boolean toldAway;

    /**
     * Why nothing is forwarded at the moment.
     *
     * @param since when that began
     * @param cause what went wrong last
     */
    private record Outage(Instant since, String cause) {}

    Forwarder(
            String name,
            RingJournal journal,
            EventFilter filter,
            LogSink sink,
            Duration maxAge,
            Backoff backoff,
            Backlog backlog,
            Pace pace,
            DeadLetters deadLetters) {
        this.name = name;
        this.journal = journal;
        this.filter = filter;
        this.sink = sink;
        this.maxAge = maxAge;
        this.backoff = backoff;
        this.backlog = backlog;
        this.pace = pace;
        this.deadLetters = deadLetters;
        this.ledger = new Ledger(journal, backlog.waiting());
        this.next = journal.first();
        this.thread =
                Thread.ofPlatform().name("livetail-forward-" + name).daemon().unstarted(this::run);
        this.registration = journal.onChange(() -> LockSupport.unpark(thread));
    }

    void start() {
        thread.start();
    }

    String name() {
        return name;
    }

    ForwarderStatus status() {
        Optional<Outage> current = Optional.ofNullable(outage);
        return new ForwarderStatus(
                name,
                ledger.books(),
                current.map(Outage::since),
                current.map(Outage::cause),
                backlog.fill(),
                backlog.failure(),
                deadLetters.unwritten());
    }

    /**
     * Forwards what is journalled now until {@code patience} is over or the sink is away, and keeps the rest in the
     * backlog. Nothing may be journalled any more.
     */
    void finish(Duration patience) {
        deadline = System.nanoTime() + patience.toNanos();
        closing = true;
        LockSupport.unpark(thread);
    }

    /** Returns when that is done. */
    void awaitFinished() throws InterruptedException {
        thread.join();
        registration.close();
        sink.close();
        backlog.close();
    }

    // ---- the forwarder's thread ----

    private void run() {
        while (!isDone()) {
            // An interrupt is nobody's way to end this thread, and would keep it from resting.
            Thread.interrupted();
            try {
                turn();
            } catch (RuntimeException | StackOverflowError | OutOfMemoryError e) {
                LOG.errorf(e, "Forwarding to '%s' failed, and goes on", name);
                rest(NAP.toNanos());
            }
        }
        putAsideAll();
    }

    private boolean isDone() {
        return closing && (isOutOfTime() || outage != null || (hand.isEmpty() && !hasMore() && backlog.isEmpty()));
    }

    private boolean isOutOfTime() {
        return System.nanoTime() - deadline >= 0;
    }

    private boolean hasMore() {
        return journal.last() >= next;
    }

    private void turn() {
        backlog.maintain();
        if (backlog.isWritable() && (isAboutToBeOvertaken() || isAwayForLong())) {
            putAside();
        }
        long wait = tryAgainAt - System.nanoTime();
        if (inFlight != null) {
            awaitAnswer();
        } else if (wait > 0) {
            rest(wait);
        } else {
            if (hand.isEmpty()) {
                takeInHand();
            }
            if (!hand.isEmpty()) {
                inFlight = sink.deliver(hand.getFirst()).toCompletableFuture();
                CompletableFuture<Delivery> unused =
                        inFlight.whenComplete((delivery, failure) -> LockSupport.unpark(thread));
            }
        }
    }

    private void rest(long nanos) {
        LockSupport.parkNanos(this, Math.min(nanos, NAP.toNanos()));
    }

    /** Whether what is not read yet takes half of the journal, by its lines or by its bytes. */
    private boolean isAboutToBeOvertaken() {
        long last = journal.last();
        long behind = last - next + 1;
        boolean manyLines = behind > journal.capacity() / 2;
        boolean manyBytes = journal.bytes() > journal.maxBytes() / 2 && behind > (last - journal.first() + 1) / 2;
        return manyLines || manyBytes;
    }

    /** Then nothing but what has just come should be in memory alone. */
    private boolean isAwayForLong() {
        return outage != null && System.nanoTime() - keepAt > 0;
    }

    private void putAside() {
        keepHand();
        keepAt = System.nanoTime() + NAP.toNanos();
        boolean kept = backlog.isWritable();
        while (kept && hasMore()) {
            Look look = look(sink.limits().lines());
            kept = look.wanted().isEmpty() || backlog.keep(look.wanted());
            // What could not be kept is still in the journal.
            if (kept) {
                took(look);
                isKept(look.wanted().size());
            }
        }
    }

    /** What is in hand is older than all that is to be kept, so it must be there before it; it stays in hand too. */
    private void keepHand() {
        List<JournalEntry> parts = hand.stream().flatMap(List::stream).toList();
        if (!parts.isEmpty() && backlog.isEmpty() && backlog.keep(parts)) {
            pace.grew(parts.size());
            handIsOfBacklog = !backlog.peek().isEmpty();
            handLines = parts.size();
        }
    }

    private boolean putAside(List<JournalEntry> batch) {
        boolean kept = backlog.keep(batch);
        if (kept) {
            isKept(batch.size());
        }
        return kept;
    }

    private void isKept(int lines) {
        ledger.spooled(lines, backlog.waiting());
        pace.grew(lines);
    }

    private void takeInHand() {
        List<JournalEntry> kept = backlog.peek();
        handIsOfBacklog = !kept.isEmpty();
        ledger.spooled(-kept.size(), backlog.waiting());
        List<JournalEntry> batch = handIsOfBacklog ? kept : collect();
        if (!batch.isEmpty()) {
            hand.add(batch);
            handLines = batch.size();
        }
    }

    /** The next batch: as large as it may be, or what there is when its first line has waited long enough. */
    private List<JournalEntry> collect() {
        BatchLimits limits = sink.limits();
        List<JournalEntry> batch = new ArrayList<>();
        int bytes = 0;
        long end = System.nanoTime() + NAP.toNanos();
        long wait = NAP.toNanos();
        while (batch.size() < limits.lines() && bytes < limits.bytes() && wait > 0) {
            if (hasMore()) {
                Look look = look(limits.lines() - batch.size());
                if (batch.isEmpty() && !look.wanted().isEmpty()) {
                    end = System.nanoTime() + maxAge.toNanos();
                }
                took(look);
                batch.addAll(look.wanted());
                bytes += look.wantedBytes();
            } else if (closing) {
                break;
            } else {
                rest(wait);
            }
            wait = end - System.nanoTime();
        }
        return batch;
    }

    /**
     * What comes next in the journal, and is not taken from there yet.
     *
     * @param first its first sequence
     * @param lines how many there are, wanted or not
     */
    private record Look(long first, int lines, List<JournalEntry> wanted) {
        int wantedBytes() {
            return wanted.stream()
                    .mapToInt(entry -> entry.event().estimatedBytes())
                    .sum();
        }
    }

    private Look look(int lines) {
        List<JournalEntry> read = journal.read(next, lines, sink.limits().bytes());
        return new Look(
                read.isEmpty() ? next : read.getFirst().sequence(),
                read.size(),
                read.stream().filter(entry -> filter.matches(entry.event())).toList());
    }

    private void took(Look look) {
        int wanted = look.wanted().size();
        ledger.read(look.first() - next, look.lines() - wanted, wanted);
        next = look.first() + look.lines();
    }

    private void awaitAnswer() {
        Delivery delivery = inFlight.getNow(null);
        if (delivery == null) {
            rest(closing ? deadline - System.nanoTime() : Long.MAX_VALUE);
            return;
        }
        inFlight = null;
        if (delivery instanceof Away(String cause, Optional<Duration> retryAfter)) {
            isAway(cause, retryAfter);
            return;
        }
        isBack();
        List<JournalEntry> part = hand.removeFirst();
        switch (delivery) {
            case Delivered() -> ledger.forwarded(part.size());
            case InPart inPart -> settle(part, inPart);
            case Refused(String reason, boolean divisible) -> refuse(part, reason, divisible);
            case Away away -> throw new IllegalStateException("it is back: " + away);
        }
        if (hand.isEmpty() && handIsOfBacklog) {
            backlog.remove();
            tryAgainIn(pace.pauseBehind(handLines, System.nanoTime()));
        }
    }

    private void settle(List<JournalEntry> part, InPart inPart) {
        List<JournalEntry> again = new ArrayList<>();
        inPart.again().forEach(index -> again.add(part.get(index)));
        inPart.refused().forEach((index, reason) -> deadLetters.add(List.of(part.get(index)), reason));
        if (inPart.unnamed() > 0) {
            deadLetters.addUnnamed(inPart.unnamed(), part, inPart.cause());
        }
        int refused = inPart.refused().size() + inPart.unnamed();
        ledger.deadLettered(refused);
        ledger.forwarded(part.size() - again.size() - refused);
        if (!again.isEmpty()) {
            hand.addFirst(again);
            tryAgainIn(backoff.next());
        }
    }

    /** Looks for those that are at fault by halves, where there may be others. */
    private void refuse(List<JournalEntry> part, String reason, boolean divisible) {
        if (divisible && part.size() > 1) {
            int middle = part.size() / 2;
            hand.addFirst(part.subList(middle, part.size()));
            hand.addFirst(part.subList(0, middle));
        } else {
            deadLetters.add(part, reason);
            ledger.deadLettered(part.size());
        }
    }

    private void isAway(String cause, Optional<Duration> retryAfter) {
        Duration pause = backoff.next();
        tryAgainIn(retryAfter.filter(asked -> asked.compareTo(pause) > 0).orElse(pause));
        Outage before = outage;
        outage = new Outage(before == null ? Instant.now() : before.since(), cause);
        if (before == null) {
            keepAt = System.nanoTime() + NAP.toNanos();
        }
        if (!toldAway && System.nanoTime() - tellAt >= 0) {
            toldAway = true;
            tellAt = System.nanoTime() + TOLD.toNanos();
            LOG.warnf("'%s' takes no lines, and is tried again: %s", name, cause);
        }
    }

    private void isBack() {
        backoff.reset();
        Outage before = outage;
        if (before != null) {
            outage = null;
            pace.startAgain(System.nanoTime());
            if (toldAway) {
                toldAway = false;
                LOG.infof("'%s' takes lines again; it did not since %s", name, before.since());
            }
        }
    }

    private void tryAgainIn(Duration pause) {
        tryAgainAt = System.nanoTime() + pause.toNanos();
    }

    /** At the end: what is in hand of the backlog's is still there. */
    private void putAsideAll() {
        long left = 0;
        for (List<JournalEntry> part : hand) {
            if (handIsOfBacklog) {
                ledger.returned(part.size());
            } else if (!putAside(part)) {
                ledger.abandoned(part.size());
                left += part.size();
            }
        }
        hand.clear();
        if (backlog.isWritable()) {
            putAside();
        }
        left += Math.max(0, journal.last() - next + 1);
        if (left > 0) {
            LOG.warnf("%d lines are not forwarded to '%s', and kept nowhere", left, name);
        }
    }
}
