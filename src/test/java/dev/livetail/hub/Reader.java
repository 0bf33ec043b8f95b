package dev.livetail.hub;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Flow;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import org.awaitility.Awaitility;

/**
 * A subscriber that writes down what it is given: as much as it was told to ask for, or one after the other without end.
 * It also sees to it that it is called by one thread at a time, and not after the end. Thread-safe.
 */
final class Reader<T> implements Flow.Subscriber<T> {
    private static final Duration PATIENCE = Duration.ofSeconds(15);

    private final boolean greedy;
    private final List<T> items = new ArrayList<>();
    private final CountDownLatch ended = new CountDownLatch(1);
    private final AtomicInteger inside = new AtomicInteger();
    private volatile Flow.Subscription subscription;
    private volatile Throwable error;
    private volatile String violation;

    private Reader(boolean greedy) {
        this.greedy = greedy;
    }

    /** Asks for one, and for another whenever it has got one. */
    static <T> Reader<T> greedy() {
        return new Reader<>(true);
    }

    /** Asks for nothing until it is told to. */
    static <T> Reader<T> patient() {
        return new Reader<>(false);
    }

    Reader<T> of(Flow.Publisher<T> publisher) {
        publisher.subscribe(this);
        return this;
    }

    @Override
    public void onSubscribe(Flow.Subscription given) {
        subscription = given;
        if (greedy) {
            given.request(1);
        }
    }

    @Override
    public void onNext(T item) {
        enter();
        synchronized (items) {
            items.add(item);
        }
        if (greedy) {
            subscription.request(1);
        }
        inside.decrementAndGet();
    }

    @Override
    public void onError(Throwable throwable) {
        enter();
        error = throwable;
        ended.countDown();
        inside.decrementAndGet();
    }

    @Override
    public void onComplete() {
        enter();
        ended.countDown();
        inside.decrementAndGet();
    }

    private void enter() {
        if (inside.getAndIncrement() != 0) {
            violation = "was called by two threads at once";
        }
        if (ended.getCount() == 0) {
            violation = "was called after the end";
        }
    }

    void request(long n) {
        subscription.request(n);
    }

    void cancel() {
        subscription.cancel();
    }

    List<T> items() {
        if (violation != null) {
            throw new AssertionError("the reader " + violation);
        }
        synchronized (items) {
            return List.copyOf(items);
        }
    }

    Throwable error() {
        return error;
    }

    boolean hasEnded() {
        return ended.getCount() == 0;
    }

    List<T> awaitItems(int atLeast) {
        return awaitThat(() -> {
            synchronized (items) {
                return items.size() >= atLeast;
            }
        });
    }

    /** Waits for an item that is wanted, and returns all that there are by then. */
    List<T> awaitItem(Predicate<T> wanted) {
        AtomicInteger looked = new AtomicInteger();
        return awaitThat(() -> {
            synchronized (items) {
                while (looked.get() < items.size()) {
                    if (wanted.test(items.get(looked.getAndIncrement()))) {
                        return true;
                    }
                }
                return false;
            }
        });
    }

    private List<T> awaitThat(BooleanSupplier condition) {
        AtomicBoolean met = new AtomicBoolean();
        Awaitility.await().atMost(PATIENCE).pollInterval(Duration.ofMillis(2)).until(() -> {
            boolean over = hasEnded();
            met.set(condition.getAsBoolean());
            return met.get() || over;
        });
        if (!met.get()) {
            throw new AssertionError("the stream ended before, with " + error + " after " + items());
        }
        return items();
    }

    /** Waits for the end, and returns all that came before it. */
    List<T> awaitEnd() throws InterruptedException {
        if (!ended.await(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
            throw new AssertionError("the stream has not ended, after " + items());
        }
        return items();
    }
}
