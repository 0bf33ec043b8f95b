package dev.livetail.hub;

import static java.util.Objects.requireNonNull;

import dev.livetail.journal.Cursor;
import dev.livetail.journal.Journal;
import dev.livetail.journal.JournalException;
import dev.livetail.journal.Missing;
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
    private volatile boolean heartbeatDue;
    private volatile boolean waiting;
    private volatile boolean loading;
    private volatile long heardAt = startedAt;
    private volatile Farewell farewell;
    private volatile Cursor start;
    private volatile JournalException failure;
    private volatile long next;

    private boolean greeted;
    private boolean finished;
    private Missing gap;
    private StreamEvent last;
    private long until = Long.MAX_VALUE;

    /** The request to connect again, and how far this reader is to be served before it gets it. */
    private record Farewell(Duration delay, String reason, long lastSequence) {}

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

    Feed<T> feed() {
        return feed;
    }

    /** Whether it has demand, and has had all that the journal had. */
    boolean isWaiting() {
        return waiting;
    }

    /** The chunk that a waiting reader will want first is made before it is woken, so that it finds it ready. */
    void prepare() {
        try {
            feed.load(next);
        } catch (JournalException e) {
            failure = e;
        }
    }

    /** Has the stream end with the request to connect again, once the reader has got what is journalled now. */
    void sayFarewell(Duration delay, String reason) {
        if (farewell == null) {
            farewell = new Farewell(delay, reason, broadcast.journal().last());
            resumeAtHome();
        }
    }

    /** Called from time to time by the hub's clock. */
    void tick(long now, HubSettings settings) {
        if (settings.maxDuration().isPresent()
                && now - startedAt >= settings.maxDuration().get().toNanos()) {
            sayFarewell(Duration.ZERO, "this stream has reached its longest duration");
        }
        if (now - heardAt >= settings.heartbeat().toNanos() && !heartbeatDue) {
            heartbeatDue = true;
            resumeAtHome();
        }
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
            while (step()) {
                // on to the next
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
            fail(new IllegalArgumentException("a subscriber must request at least 1 (Reactive Streams, rule 3.9)"));
            return false;
        }
        if (demand.get() == 0) {
            return false;
        }
        if (failure != null) {
            return finish(new StreamEvent.Ended("failed", failure.getMessage()));
        }
        if (!greeted) {
            return greet();
        }
        if (gap != null) {
            return tellGap();
        }
        if (last != null) {
            return finish(last);
        }
        if (next > until) {
            return finish(request.ending().get());
        }
        Farewell asked = farewell;
        if (asked != null && next > asked.lastSequence()) {
            return takeLeave(asked);
        }
        return advance();
    }

    private boolean greet() {
        Cursor cursor = start;
        if (cursor == null) {
            load(() -> start = request.position().in(broadcast.journal(), request.filter()));
            return false;
        }
        greeted = true;
        Journal journal = broadcast.journal();
        next = cursor.next();
        gap = cursor.missingBefore();
        long last = journal.last();
        if (!request.follow()) {
            until = last;
        }
        return emit(new StreamEvent.Hello(
                journal.id(next - 1), journal.id(journal.first()), journal.id(last), gap != null));
    }

    private boolean tellGap() {
        Missing missing = gap;
        gap = null;
        hub.statistics().gaps.increment();
        return emit(new StreamEvent.Gap(missing, broadcast.journal().id(next - 1)));
    }

    private boolean advance() {
        Chunk<T> chunk = feed.ready(next);
        if (chunk == null) {
            return catchUpOrWait();
        }
        return chunk.first() > next ? overflow(chunk) : take(chunk);
    }

    private boolean take(Chunk<T> chunk) {
        HubStatistics statistics = hub.statistics();
        statistics.passed.add(chunk.next() - next);
        statistics.sent.add(chunk.sent());
        statistics.filtered.add(chunk.filtered());
        next = chunk.next();
        return chunk.payload() == null || send(chunk.payload());
    }

    /** The journal has overtaken this reader. */
    private boolean overflow(Chunk<T> chunk) {
        Journal journal = broadcast.journal();
        boolean toLatest = request.onSlow() == OverflowPolicy.LATEST;
        long behindGap = toLatest ? journal.last() + 1 : chunk.first();
        gap = new Missing(
                journal.id(next),
                journal.id(behindGap - 1),
                toLatest ? Missing.Reason.SKIPPED : Missing.Reason.EVICTED);
        hub.statistics().passed.add(behindGap - next);
        hub.statistics().skipped.add(behindGap - next);
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
            load(() -> feed.load(next));
            return false;
        }
        if (ended || !request.follow()) {
            return finish(request.ending().get());
        }
        if (heartbeatDue) {
            heartbeatDue = false;
            heardAt = System.nanoTime();
            hub.statistics().heartbeats.increment();
            return emit(new StreamEvent.Heartbeat(journal.id(next - 1), Instant.now()));
        }
        waiting = true;
        // The journal tells its listeners after it has published: whoever is not waiting yet then must look again.
        if (next > journal.last() && !journal.ended() && farewell == null) {
            return false;
        }
        waiting = false;
        return true;
    }

    private boolean takeLeave(Farewell asked) {
        Journal journal = broadcast.journal();
        if (journal.ended() && next > journal.last()) {
            return finish(request.ending().get());
        }
        return finish(new StreamEvent.Reconnect(journal.id(next - 1), asked.delay(), asked.reason()));
    }

    private void load(Runnable reading) {
        if (loading) {
            return;
        }
        loading = true;
        hub.execute(() -> {
            try {
                reading.run();
            } catch (JournalException e) {
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
        heartbeatDue = false;
        heardAt = System.nanoTime();
        if (demand.get() != Long.MAX_VALUE) {
            demand.decrementAndGet();
        }
        subscriber.onNext(item);
        return true;
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

    private void fail(Throwable throwable) {
        finished = true;
        release();
        subscriber.onError(throwable);
    }

    private void release() {
        waiting = false;
        if (released.compareAndSet(false, true)) {
            hub.released(this, broadcast.journal());
        }
    }
}
