package dev.livetail.hub;

import static java.util.Objects.requireNonNull;

import dev.livetail.journal.Journal;
import dev.livetail.journal.JournalException;
import dev.livetail.journal.Missing;
import dev.livetail.journal.Stretch;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Executor;
import java.util.concurrent.Flow;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/**
 * One reader: a position in a journal that moves when, and only when, the reader takes something.
 *
 * <p>The reader asks ({@link #request}) and each answer is taken from its {@link Feed} at its position; nothing is
 * queued for it, so a reader that stops reading holds the one item that it was given last and a number. Whatever may
 * give it something to do (demand, news of the journal, the heartbeat, the end) calls {@link #resume}; the calls that
 * come while one is at work are counted and made good by that one, so {@link #step} runs on one thread at a time and its
 * fields need no lock. What may wait for a disk is done by the hub's threads, which then resume the reader on its own.
 */
final class Subscription<T> implements Flow.Subscription {
    private final LogHub hub;
    private final Broadcast broadcast;
    private final Feed<T> feed;
    private final StreamRequest request;
    private final StreamEncoder<T> encoder;
    private final Flow.Subscriber<? super T> subscriber;
    private final Executor home;
    private final long startedAt = System.nanoTime();

    private final AtomicInteger resumptions = new AtomicInteger();
    private final AtomicLong demand = new AtomicLong();
    private final AtomicBoolean released = new AtomicBoolean();
    private volatile boolean cancelled;
    private volatile boolean illegalRequest;
    private volatile boolean waiting;
    private volatile boolean loading;
    private volatile long heardAt = startedAt;
    private volatile Farewell farewell;
    private volatile Stretch wanted;
    private volatile Throwable failure;
    private volatile long next;

    /** What was read for this reader, on its way to it; others may have driven it out of the feed by then. */
    private volatile Chunk<T> loaded;

    private boolean greeted;
    private boolean finished;
    private boolean caughtUp;

    /** Whether the filter has kept events from this reader. */
    private boolean heldBack;

    private Missing gap;
    private StreamEvent last;

    /** Sequence of the last event that this reader is to get, once that is known. */
    private long until = Long.MAX_VALUE;

    /** How many more this reader is to get at the most. */
    private long left;

    private record Farewell(Duration delay, String reason) {}

    Subscription(
            LogHub hub,
            Broadcast broadcast,
            StreamRequest request,
            StreamEncoder<T> encoder,
            Flow.Subscriber<? super T> subscriber,
            Executor home) {
        this.hub = hub;
        this.broadcast = broadcast;
        this.feed = broadcast.join(request.filter(), encoder);
        this.request = request;
        this.encoder = encoder;
        this.subscriber = requireNonNull(subscriber, "subscriber is null");
        this.home = home;
        this.left = request.bounds().lines();
    }

    @Override
    public void request(long n) {
        if (n <= 0) {
            illegalRequest = true;
        } else {
            demand.accumulateAndGet(n, (now, more) -> now + more < 0 ? Long.MAX_VALUE : now + more);
        }
        resume();
    }

    @Override
    public void cancel() {
        cancelled = true;
        release();
    }

    Executor home() {
        return home;
    }

    /** Whether it has demand, and has had all that the journal had. */
    boolean isWaiting() {
        return waiting;
    }

    /** The chunk that a waiting reader will want first is made before it is woken, so that it finds it ready. */
    void prepare() {
        try {
            feed.load(next);
        } catch (RuntimeException | Error e) {
            failure = e;
        }
    }

    /** Has the stream end with the request to connect again, once the reader has got what is journalled now. */
    void sayFarewell(Duration delay, String reason) {
        if (farewell == null) {
            farewell = new Farewell(delay, reason);
            resumeAtHome();
        }
    }

    /** Called from time to time by the hub's clock. */
    void tick(long now, HubSettings settings) {
        if (settings.maxDuration().isPresent()
                && now - startedAt >= settings.maxDuration().get().toNanos()) {
            sayFarewell(Duration.ZERO, "this stream has reached its longest duration");
        }
        if (demand.get() > 0 && isSilent(now)) {
            resumeAtHome();
        }
    }

    private boolean isSilent(long now) {
        return now - heardAt >= hub.settings().heartbeat().toNanos();
    }

    private void resumeAtHome() {
        try {
            home.execute(this::resume);
        } catch (RejectedExecutionException e) {
            // Its event loop has been shut down, and its connection with it.
            cancel();
        }
    }

    void resume() {
        if (resumptions.getAndIncrement() != 0) {
            return;
        }
        int seen = 1;
        do {
            try {
                while (step()) {
                    // on to the next
                }
            } catch (RuntimeException | Error e) {
                // The encoder, the ending or the subscriber has failed. The readers that are called after this one in
                // the same task have no part in it, and this one must not be left without an end.
                fail(e);
            }
            seen = resumptions.addAndGet(-seen);
        } while (seen != 0);
    }

    /** Does one thing; false where there is nothing to do until the next resumption. */
    private boolean step() {
        if (finished || cancelled) {
            return false;
        }
        if (illegalRequest) {
            return fail(
                    new IllegalArgumentException("a subscriber must request at least 1 (Reactive Streams, rule 3.9)"));
        }
        if (demand.get() == 0) {
            return false;
        }
        Throwable failed = failure;
        if (failed != null) {
            if (failed instanceof JournalException) {
                request.tally().failed(failed);
                return finish(new StreamEvent.Ended("failed", failed.getMessage()));
            }
            return fail(failed);
        }
        if (!greeted) {
            return greet();
        }
        if (gap != null) {
            return tellGap();
        }
        if (last != null) {
            return finish(last, StreamTally.End.OVERFLOW);
        }
        if (farewell != null && until == Long.MAX_VALUE) {
            until = broadcast.journal().last();
        }
        if (next > until) {
            return takeLeave();
        }
        return left > 0 ? advance() : limit();
    }

    private boolean greet() {
        Stretch stretch = wanted;
        if (stretch == null) {
            search();
            return false;
        }
        greeted = true;
        Journal journal = broadcast.journal();
        next = stretch.begin().next();
        gap = stretch.begin().missingBefore();
        if (!request.follow()) {
            until = stretch.behind() - 1;
        }
        return emit(new StreamEvent.Hello(
                journal.id(next - 1),
                journal.id(journal.first()),
                journal.id(journal.last()),
                gap != null,
                hub.heartbeat()));
    }

    private boolean tellGap() {
        Missing missing = gap;
        gap = null;
        hub.statistics().gaps.increment();
        request.tally().addGap();
        return emit(new StreamEvent.Gap(missing, broadcast.journal().id(next - 1)));
    }

    private boolean advance() {
        Chunk<T> chunk = loaded;
        loaded = null;
        if (chunk == null || chunk.first() < next) {
            chunk = request.isBounded() ? null : feed.ready(next);
        }
        if (chunk == null) {
            return catchUpOrWait();
        }
        return chunk.first() > next ? overflow(chunk) : take(chunk);
    }

    private boolean take(Chunk<T> chunk) {
        HubStatistics statistics = hub.statistics();
        statistics.passed.add(chunk.next() - next);
        statistics.sent.add(chunk.sent());
        request.tally().addEvents(chunk.sent());
        left -= chunk.sent();
        statistics.filtered.add(chunk.filtered());
        heldBack |= chunk.filtered() > 0;
        next = chunk.next();
        if (chunk.payload() != null) {
            return send(chunk.payload());
        }
        // A filter may pass over much before it finds the next line, and the reader must not take that for a cut.
        return !isSilent(System.nanoTime()) || beat();
    }

    private boolean beat() {
        hub.statistics().heartbeats.increment();
        return emit(new StreamEvent.Heartbeat(broadcast.journal().id(next - 1), Instant.now()));
    }

    /** Only once: on a busy log whose lines its filter holds back, it would be told of each of them. */
    private boolean tellCaughtUp() {
        caughtUp = true;
        T item = heldBack
                ? encoder.encode(new StreamEvent.CaughtUp(broadcast.journal().id(next - 1), Instant.now()))
                : null;
        if (item != null) {
            hub.statistics().heartbeats.increment();
            send(item);
        }
        return true;
    }

    /** The journal has overtaken this reader. */
    private boolean overflow(Chunk<T> chunk) {
        Journal journal = broadcast.journal();
        boolean toLatest = request.onSlow() == OverflowPolicy.LATEST;
        // Of what is gone, no more than it was to get.
        long behindGap = Math.min(toLatest ? journal.last() : chunk.first() - 1, until) + 1;
        gap = new Missing(
                journal.id(next),
                journal.id(behindGap - 1),
                toLatest ? Missing.Reason.SKIPPED : Missing.Reason.EVICTED);
        hub.statistics().passed.add(behindGap - next);
        hub.statistics().skipped.add(behindGap - next);
        request.tally().addSkipped(behindGap - next);
        next = behindGap;
        if (request.onSlow() == OverflowPolicy.DISCONNECT) {
            last = new StreamEvent.Ended("disconnected", "the reader was too slow, and asked not to go on with a gap");
        }
        return true;
    }

    private boolean catchUpOrWait() {
        Journal journal = broadcast.journal();
        boolean ended = journal.ended();
        if (next <= journal.last()) {
            load();
            return false;
        }
        if (ended || !request.follow()) {
            return finish(request.ending().get(), StreamTally.End.COMPLETE);
        }
        if (!caughtUp) {
            return tellCaughtUp();
        }
        if (isSilent(System.nanoTime())) {
            return beat();
        }
        waiting = true;
        // The journal tells its listeners after it has published: whoever is not waiting yet then must look again.
        if (next > journal.last() && !journal.ended()) {
            return false;
        }
        waiting = false;
        return true;
    }

    /** The reader has had as many lines as it asked for, and there is more to look at. */
    private boolean limit() {
        return finish(new StreamEvent.Limited(broadcast.journal().id(next - 1)), StreamTally.End.COMPLETE);
    }

    /** The reader has had all that it is to get on this connection. */
    private boolean takeLeave() {
        Farewell asked = farewell;
        Journal journal = broadcast.journal();
        if (!request.follow() || asked == null || (journal.ended() && next > journal.last())) {
            return finish(request.ending().get(), StreamTally.End.COMPLETE);
        }
        return finish(
                new StreamEvent.Reconnect(journal.id(next - 1), asked.delay(), asked.reason()),
                StreamTally.End.RECONNECT);
    }

    private void search() {
        onHub(hub::search, () -> {
            Journal journal = broadcast.journal();
            // The first look at a file may have to repair it: later ones, on an event loop, find that done.
            long unused = journal.last();
            wanted = Stretch.of(journal, request.position(), request.bounds(), request.filter(), () -> cancelled);
        });
    }

    private void load() {
        onHub(hub::execute, () -> loaded = request.isBounded() ? feed.cut(next, until + 1, left) : feed.load(next));
    }

    /** Does what may take its time on a thread of the hub, and then goes on. */
    private void onHub(Executor threads, Runnable reading) {
        if (loading) {
            return;
        }
        loading = true;
        threads.execute(() -> {
            try {
                if (!cancelled) {
                    reading.run();
                }
            } catch (RuntimeException | Error e) {
                failure = e;
            }
            loading = false;
            resumeAtHome();
        });
    }

    private boolean emit(StreamEvent event) {
        T item = encoder.encode(event);
        return item == null || send(item);
    }

    private boolean send(T item) {
        waiting = false;
        heardAt = System.nanoTime();
        if (demand.get() != Long.MAX_VALUE) {
            demand.decrementAndGet();
        }
        subscriber.onNext(item);
        return true;
    }

    private boolean finish(StreamEvent event, StreamTally.End end) {
        request.tally().ended(end);
        return finish(event);
    }

    private boolean finish(StreamEvent event) {
        emit(event);
        if (!cancelled) {
            finished = true;
            release();
            subscriber.onComplete();
        }
        return false;
    }

    private boolean fail(Throwable throwable) {
        if (!finished && !cancelled) {
            finished = true;
            request.tally().failed(throwable);
            release();
            subscriber.onError(throwable);
        }
        return false;
    }

    private void release() {
        waiting = false;
        if (released.compareAndSet(false, true)) {
            hub.released(this, broadcast.journal());
        }
    }

    Feed<T> feed() {
        return feed;
    }
}
