package dev.livetail.forward;

import dev.livetail.forward.Delivery.Away;
import dev.livetail.forward.Delivery.Delivered;
import dev.livetail.forward.Delivery.InPart;
import dev.livetail.forward.Delivery.Refused;
import dev.livetail.forward.shape.Reason;
import dev.livetail.forward.shape.Shape;
import dev.livetail.forward.shape.Verdict;
import dev.livetail.journal.JournalEntry;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.quarkus.tls.TlsConfiguration;
import io.quarkus.tls.runtime.config.TlsConfigUtils;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.zip.Deflater;
import java.util.zip.GZIPOutputStream;
import javax.net.ssl.SSLException;

/**
 * Posts batches to an HTTP server (RFC 9110), each with a key by which the server can tell a batch that it has had
 * already: the range of its ids.
 *
 * <p>What it makes of an answer: 2xx is taken, as far as the {@link Shape} reads no other in the body; 408, 425, 429, 5xx
 * and whatever happens to the connection is to be tried again; all else is refused. Of 400, 413 and 422 single lines may
 * be at fault.
 */
final class HttpSink implements LogSink {
    /** Of an answer no more is read than a verdict over the largest batch needs. */
    private static final int MAX_ANSWER = 8 * 1024 * 1024;

    private final Vertx vertx;
    private final HttpClient client;
    private final Shape shape;
    private final RequestOptions request;
    private final boolean gzip;
    private final Duration timeout;
    private final BatchLimits limits;

    HttpSink(
            Vertx vertx,
            URI url,
            Map<String, String> headers,
            Shape shape,
            boolean gzip,
            Duration timeout,
            BatchLimits limits,
            Optional<TlsConfiguration> tls) {
        this.vertx = vertx;
        HttpClientOptions options = new HttpClientOptions()
                .setConnectTimeout(Math.toIntExact(timeout.toMillis()))
                .setMaxPoolSize(1);
        tls.ifPresent(configuration -> TlsConfigUtils.configure(options, configuration));
        this.client = vertx.createHttpClient(options);
        this.shape = shape;
        this.gzip = gzip;
        this.timeout = timeout;
        this.limits = new BatchLimits(
                Math.min(limits.lines(), shape.maxEntries()), Math.min(limits.bytes(), shape.maxBytes()));
        this.request = new RequestOptions()
                .setMethod(HttpMethod.POST)
                .setAbsoluteURI(url.toString())
                .putHeader(HttpHeaderNames.CONTENT_TYPE, shape.contentType())
                .putHeader(HttpHeaderNames.USER_AGENT, "livetail");
        headers.forEach(request::putHeader);
        if (gzip) {
            request.putHeader(HttpHeaderNames.CONTENT_ENCODING, HttpHeaderValues.GZIP);
        }
    }

    @Override
    public BatchLimits limits() {
        return limits;
    }

    @Override
    public CompletionStage<Delivery> deliver(List<JournalEntry> entries) {
        Buffer body = body(entries);
        if (body.length() > shape.maxBytes() && entries.size() > 1) {
            return Future.<Delivery>succeededFuture(new Refused("longer than is taken at once", true))
                    .toCompletionStage();
        }
        RequestOptions options = new RequestOptions(request);
        options.putHeader(
                "Idempotency-Key",
                entries.getFirst().id() + "_" + entries.getLast().id());
        shape.headers(entries).forEach(options::putHeader);
        return client.request(options)
                .compose(connected -> exchange(connected, body, entries.size()))
                .otherwise(failure -> new Away(cause(failure), Optional.empty()))
                .toCompletionStage();
    }

    private Buffer body(List<JournalEntry> entries) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(64 * 1024);
        try {
            if (gzip) {
                try (OutputStream compressed = new FastGzip(bytes)) {
                    shape.write(entries, compressed);
                }
            } else {
                shape.write(entries, bytes);
            }
        } catch (IOException e) {
            throw new IllegalStateException("in memory nothing can fail", e);
        }
        return Buffer.buffer(bytes.toByteArray());
    }

    /** Log lines are so alike that more effort would hardly make them smaller. */
    private static final class FastGzip extends GZIPOutputStream {
        FastGzip(OutputStream out) throws IOException {
            super(out, 64 * 1024);
            def.setLevel(Deflater.BEST_SPEED);
        }
    }

    private Future<Delivery> exchange(HttpClientRequest connected, Buffer body, int entries) {
        Promise<Delivery> outcome = Promise.promise();
        // All of it may take so long, and not only each part.
        long timer = vertx.setTimer(timeout.toMillis(), id -> {
            outcome.tryComplete(new Away("no answer within " + timeout.toMillis() + " ms", Optional.empty()));
            connected.reset();
        });
        connected
                .send(body)
                .compose(response -> read(response).map(answer -> delivery(response, answer, entries)))
                .onComplete(done -> {
                    vertx.cancelTimer(timer);
                    if (done.succeeded()) {
                        outcome.tryComplete(done.result());
                    } else {
                        outcome.tryFail(done.cause());
                    }
                });
        return outcome.future();
    }

    private static Future<byte[]> read(HttpClientResponse response) {
        Buffer answer = Buffer.buffer();
        Promise<byte[]> read = Promise.promise();
        response.handler(chunk -> {
                    if (answer.length() < MAX_ANSWER) {
                        answer.appendBuffer(chunk);
                    } else {
                        response.request().reset();
                        read.tryFail(new IOException("its answer has no end"));
                    }
                })
                .exceptionHandler(read::tryFail)
                .endHandler(end -> read.tryComplete(answer.getBytes()));
        return read.future();
    }

    private Delivery delivery(HttpClientResponse response, byte[] answer, int entries) {
        int status = response.statusCode();
        if (status >= 200 && status < 300) {
            return delivery(shape.verdict(entries, answer), entries);
        }
        if (status == 408 || status == 425 || status == 429 || status >= 500) {
            return new Away("it answered " + status, RetryAfter.parse(response.getHeader(HttpHeaderNames.RETRY_AFTER)));
        }
        return shape.refusal(status, entries, answer)
                .map(verdict -> delivery(verdict, entries))
                .orElseGet(() -> new Refused(refusal(status, answer), status == 400 || status == 413 || status == 422));
    }

    /** What it says of it may be of use to whoever looks at what was refused. */
    private static String refusal(int status, byte[] answer) {
        String said = Reason.of(answer);
        return said.isEmpty() ? "it answered " + status : "it answered " + status + ": " + said;
    }

    private static Delivery delivery(Verdict verdict, int entries) {
        return switch (verdict) {
            case Verdict.Accepted() -> new Delivered();
            // Whatever its status says: it takes nothing, and what it answers may not be of an aggregator at all.
            case Verdict.Divided(var retried, var refused)
            when retried.size() == entries -> new Away(retried.firstEntry().getValue(), Optional.empty());
            case Verdict.Divided(var retried, var refused) ->
                new InPart(
                        new ArrayList<>(retried.keySet()),
                        refused,
                        0,
                        retried.isEmpty() ? "" : retried.firstEntry().getValue());
            case Verdict.SomeRefused(int count, String reason) -> new InPart(List.of(), Map.of(), count, reason);
        };
    }

    private static String cause(Throwable failure) {
        if (failure instanceof SSLException && failure.getCause() != null) {
            // What is wrong with a certificate stands innermost.
            return cause(failure.getCause());
        }
        return failure.getMessage() == null ? failure.getClass().getSimpleName() : failure.getMessage();
    }

    @Override
    public void close() {
        client.close();
    }
}
