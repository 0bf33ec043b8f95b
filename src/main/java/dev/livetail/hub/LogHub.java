package dev.livetail.hub;

import static java.util.Objects.requireNonNull;

import dev.livetail.journal.Journal;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Flow;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;

/**
 * Fan-out: gives any number of readers what journals hold, each at its own pace.
 *
 * <p>A reader is a position and nothing else ({@link Subscription}); what it gets is made once for all readers of the
 * same view ({@link Feed}); the readers of a journal are called together when it has more ({@link Broadcast}). Threads
 * of the hub do all reading, filtering and encoding, so that neither the thread that logs nor an event loop does: two
 * for what comes next, and others to find where a reader begins, which may mean to read all of a large file and must not
 * hold up those who follow live. Items are handed over on the reader's own executor. Thread-safe.
 */
public final class LogHub implements AutoCloseable {
    private static final int THREADS = 2;
    private static final int SEARCH_THREADS = 4;
    private static final int TICKS_PER_HEARTBEAT = 5;

    private final HubSettings settings;
    private final HubStatistics statistics = new HubStatistics();
    private final ScheduledThreadPoolExecutor threads;
    private final ExecutorService searches;
    private final Map<Journal, Broadcast> broadcasts = new ConcurrentHashMap<>();
    private final Set<Subscription<?>> subscriptions = ConcurrentHashMap.newKeySet();
    private final CompletableFuture<Void> deserted = new CompletableFuture<>();
    private volatile Duration farewellSpread;

    public LogHub(HubSettings settings) {
        this.settings = requireNonNull(settings, "settings is null");
        this.threads = new ScheduledThreadPoolExecutor(
                THREADS, Thread.ofPlatform().daemon().name("livetail-hub-", 1).factory());
        threads.setRemoveOnCancelPolicy(true);
        this.searches = Executors.newFixedThreadPool(
                SEARCH_THREADS,
                Thread.ofPlatform().daemon().name("livetail-search-", 1).factory());
        long tick = Math.max(1, settings.heartbeat().toMillis() / TICKS_PER_HEARTBEAT);
        Future<?> unused = threads.scheduleWithFixedDelay(this::tick, tick, tick, TimeUnit.MILLISECONDS);
    }

    public HubStatistics statistics() {
        return statistics;
    }

    /** The longest silence of a stream. */
    public Duration heartbeat() {
        return settings.heartbeat();
    }

    /**
     * A stream of one journal, for one subscriber.
     *
     * @param request what to read
     * @param encoder what to make of it; readers with an equal encoder and filter share the work
     * @param home where the subscriber is called; must be able to take tasks as long as the subscriber wants items. It
     *     is also called on the thread that requests more.
     * @throws TooManyStreamsException if there are as many readers as there may be
     */
    public <T> Flow.Publisher<T> stream(StreamRequest request, StreamEncoder<T> encoder, Executor home) {
        requireNonNull(request, "request is null");
        requireNonNull(encoder, "encoder is null");
        requireNonNull(home, "home is null");
        if (statistics.readers() >= settings.maxStreams()) {
            statistics.refused.increment();
            throw new TooManyStreamsException(settings.maxStreams());
        }
        return subscriber -> subscribe(request, encoder, requireNonNull(subscriber, "subscriber is null"), home);
    }

    private <T> void subscribe(
            StreamRequest request, StreamEncoder<T> encoder, Flow.Subscriber<? super T> subscriber, Executor home) {
        // One atomic step, so that the last reader that leaves cannot take away the broadcast that this one just got.
        Subscription<?>[] created = new Subscription<?>[1];
        broadcasts.compute(request.journal(), (journal, present) -> {
            Broadcast broadcast = present == null ? new Broadcast(this, journal) : present;
            created[0] = new Subscription<>(this, broadcast, request, encoder, subscriber, home);
            broadcast.add(created[0]);
            return broadcast;
        });
        subscriptions.add(created[0]);
        statistics.readers.incrementAndGet();
        statistics.opened.increment();
        subscriber.onSubscribe(created[0]);
        Duration spread = farewellSpread;
        if (spread != null) {
            sayFarewell(created[0], spread);
        }
    }

    void released(Subscription<?> subscription, Journal journal) {
        broadcasts.computeIfPresent(journal, (key, broadcast) -> {
            broadcast.remove(subscription);
            if (!broadcast.isEmpty()) {
                return broadcast;
            }
            broadcast.close();
            return null;
        });
        if (subscriptions.remove(subscription)) {
            statistics.readers.decrementAndGet();
        }
        completeIfDeserted();
    }

    /**
     * Has every stream, present or to come, end with the request to connect again, once it has sent what is journalled
     * now.
     *
     * @param spread within which each reader is given a moment of its own to come back
     * @return completes when the last reader has gone; a stalled one may never go
     */
    public CompletionStage<Void> sayFarewell(Duration spread) {
        farewellSpread = requireNonNull(spread, "spread is null");
        subscriptions.forEach(subscription -> sayFarewell(subscription, spread));
        completeIfDeserted();
        return deserted.minimalCompletionStage();
    }

    private void completeIfDeserted() {
        if (farewellSpread != null && subscriptions.isEmpty()) {
            deserted.complete(null);
        }
    }

    private static void sayFarewell(Subscription<?> subscription, Duration spread) {
        long millis = ThreadLocalRandom.current().nextLong(spread.toMillis() + 1);
        subscription.sayFarewell(Duration.ofMillis(millis), "the service is shutting down");
    }

    private void tick() {
        long now = System.nanoTime();
        for (Subscription<?> subscription : subscriptions) {
            subscription.tick(now, settings);
        }
    }

    HubSettings settings() {
        return settings;
    }

    void execute(Runnable task) {
        schedule(task, 0, TimeUnit.NANOSECONDS);
    }

    void search(Runnable task) {
        hand(searches, task);
    }

    void schedule(Runnable task, long delay, TimeUnit unit) {
        try {
            Future<?> unused = threads.schedule(task, delay, unit);
        } catch (RejectedExecutionException e) {
            // The hub is closed, and with it every stream.
        }
    }

    void hand(Executor home, Runnable task) {
        try {
            home.execute(task);
        } catch (RejectedExecutionException e) {
            // An event loop that is shut down, and its connections with it; or the hub is closed.
        }
    }

    /** Ends all threads. Streams that are still open get nothing more. */
    @Override
    public void close() {
        threads.shutdownNow();
        searches.shutdownNow();
        subscriptions.forEach(Subscription::cancel);
    }
}
