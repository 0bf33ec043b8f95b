package dev.livetail.hub;

import dev.livetail.filter.EventFilter;
import dev.livetail.journal.Journal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * The readers of one journal, and how they learn that there is more to read.
 *
 * <p>The journal's writer only sets a flag and, where it was not set yet, has {@link #wake} scheduled. Wake then makes
 * the next chunk of each feed that a reader waits for, once, and calls the waiting readers, grouped by the thread that
 * serves them, so that a thousand readers on four event loops cost four hand-overs. Readers that are busy or stalled are
 * not called: they look by themselves when they next ask.
 *
 * <p>Lines that come in quick succession wait a little for company ({@link HubSettings#lingerNanos}), counted from the
 * last waking, so that the first line after a pause leaves at once. Thread-safe.
 */
final class Broadcast {
    private final LogHub hub;
    private final Journal journal;
    private final Journal.Registration registration;
    private final Set<Subscription<?>> subscriptions = ConcurrentHashMap.newKeySet();
    private final Map<View, Feed<?>> feeds = new ConcurrentHashMap<>();
    private final AtomicBoolean signalled = new AtomicBoolean();
    private volatile long wokenAt = System.nanoTime();

    private record View(EventFilter filter, StreamEncoder<?> encoder) {}

    Broadcast(LogHub hub, Journal journal) {
        this.hub = hub;
        this.journal = journal;
        this.registration = journal.onChange(this::signal);
    }

    Journal journal() {
        return journal;
    }

    /** The feed for one more reader. Not at once with {@link #remove}. */
    @SuppressWarnings("unchecked") // a feed stands under its own encoder, which makes items of its own type
    <T> Feed<T> join(EventFilter filter, StreamEncoder<T> encoder) {
        Feed<?> feed = feeds.computeIfAbsent(new View(filter, encoder), view -> new Feed<>(journal, filter, encoder));
        feed.join();
        return (Feed<T>) feed;
    }

    void add(Subscription<?> subscription) {
        subscriptions.add(subscription);
    }

    /** Lets go of a reader, and of its feed if nobody else has it: anyone may ask for any filter, but not for good. */
    void remove(Subscription<?> subscription) {
        if (subscriptions.remove(subscription) && !subscription.feed().leave()) {
            feeds.values().remove(subscription.feed());
        }
    }

    boolean isEmpty() {
        return subscriptions.isEmpty();
    }

    void close() {
        registration.close();
    }

    private void signal() {
        if (!signalled.get() && signalled.compareAndSet(false, true)) {
            long due = wokenAt + hub.settings().lingerNanos(subscriptions.size()) - System.nanoTime();
            hub.schedule(this::wake, Math.max(0, due), TimeUnit.NANOSECONDS);
        }
    }

    private void wake() {
        wokenAt = System.nanoTime();
        signalled.set(false);
        Map<Executor, List<Subscription<?>>> byHome = new HashMap<>();
        for (Subscription<?> subscription : subscriptions) {
            if (subscription.isWaiting()) {
                subscription.prepare();
                byHome.computeIfAbsent(subscription.home(), home -> new ArrayList<>())
                        .add(subscription);
            }
        }
        byHome.forEach((home, waiting) -> hub.hand(home, () -> waiting.forEach(Subscription::resume)));
    }
}
