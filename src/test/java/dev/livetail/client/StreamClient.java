package dev.livetail.client;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Flow;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Predicate;

/**
 * Reads a stream over HTTP line by line, as the lines come. Thread-safe.
 *
 * <p>Each of its waits ends as soon as what is waited for has come, and fails only when nothing can come any more or
 * when far more time has passed than any machine needs.
 */
public final class StreamClient implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final HttpClient HTTP =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private final CompletableFuture<HttpResponse.ResponseInfo> head = new CompletableFuture<>();
    private final CompletableFuture<Flow.Subscription> body = new CompletableFuture<>();
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final List<String> lines = new ArrayList<>();
    private Throwable failure;
    private boolean ended;

    private StreamClient() {}

    /** Sends a GET; the headers are names and values in turn. */
    public static StreamClient get(URI uri, String... headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(uri).GET();
        return send(
                headers.length == 0 ? request.build() : request.headers(headers).build());
    }

    public static StreamClient send(HttpRequest request) {
        StreamClient client = new StreamClient();
        CompletableFuture<HttpResponse<Void>> exchange = HTTP.sendAsync(request, info -> {
            client.head.complete(info);
            return HttpResponse.BodySubscribers.fromLineSubscriber(client.new Lines());
        });
        CompletableFuture<?> unused = exchange.whenComplete((response, thrown) -> {
            if (thrown != null) {
                client.head.completeExceptionally(thrown);
                client.end(thrown);
            }
        });
        return client;
    }

    private final class Lines implements Flow.Subscriber<String> {
        @Override
        public void onSubscribe(Flow.Subscription subscription) {
            body.complete(subscription);
            subscription.request(Long.MAX_VALUE);
        }

        @Override
        public void onNext(String line) {
            lock.lock();
            try {
                lines.add(line);
                changed.signalAll();
            } finally {
                lock.unlock();
            }
        }

        @Override
        public void onError(Throwable throwable) {
            end(throwable);
        }

        @Override
        public void onComplete() {
            end(null);
        }
    }

    private void end(Throwable cause) {
        lock.lock();
        try {
            ended = true;
            failure = cause;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Waits for the head of the answer, which comes before any line. */
    public int status() throws InterruptedException {
        return head().statusCode();
    }

    public HttpHeaders headers() throws InterruptedException {
        return head().headers();
    }

    private HttpResponse.ResponseInfo head() throws InterruptedException {
        try {
            return head.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException e) {
            throw new AssertionError("no answer came", e);
        }
    }

    /** The lines so far. */
    public List<String> lines() {
        lock.lock();
        try {
            return List.copyOf(lines);
        } finally {
            lock.unlock();
        }
    }

    /** Waits until a line has come that is as wanted, and returns it. */
    public String awaitLine(Predicate<String> wanted) throws InterruptedException {
        long remaining = PATIENCE.toNanos();
        int looked = 0;
        lock.lock();
        try {
            while (true) {
                while (looked < lines.size()) {
                    String line = lines.get(looked);
                    looked++;
                    if (wanted.test(line)) {
                        return line;
                    }
                }
                if (ended || remaining <= 0) {
                    throw new AssertionError(
                            (ended ? "the stream ended without that line" : "that line has not come") + ": " + lines,
                            failure);
                }
                remaining = changed.awaitNanos(remaining);
            }
        } finally {
            lock.unlock();
        }
    }

    /** Waits until the server has ended the stream, and returns all its lines. */
    public List<String> awaitEnd() throws InterruptedException {
        long remaining = PATIENCE.toNanos();
        lock.lock();
        try {
            while (!ended && remaining > 0) {
                remaining = changed.awaitNanos(remaining);
            }
            if (!ended || failure != null) {
                throw new AssertionError("the stream has not ended well: " + lines, failure);
            }
            return List.copyOf(lines);
        } finally {
            lock.unlock();
        }
    }

    /** The lines so far, as server-sent events; what is not complete is not among them. */
    public List<SseEvent> events() {
        return SseEvent.parse(String.join("\n", lines()) + "\n");
    }

    /** Cuts the connection. */
    @Override
    public void close() {
        CompletableFuture<Void> unused = body.thenAccept(Flow.Subscription::cancel);
    }
}
