package dev.livetail.stream;

import dev.livetail.hub.LogHub;
import dev.livetail.hub.StreamEvent;
import dev.livetail.hub.StreamRequest;
import dev.livetail.hub.StreamTally;
import dev.livetail.hub.TooManyStreamsException;
import dev.livetail.journal.Journal;
import dev.livetail.problem.ProblemException;
import dev.livetail.requestlog.Exchange;
import io.smallrye.mutiny.Multi;
import io.vertx.core.Vertx;
import io.vertx.core.impl.ContextInternal;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Request;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.concurrent.Flow;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.jboss.resteasy.reactive.RestMulti;

/**
 * Answers requests with logs: a journal, a query and a format in, the bytes of an HTTP response out, of which a next
 * piece is made when the one before has been written.
 */
@ApplicationScoped
public class LogStreams {
    private static final Duration RETRY_AFTER = Duration.ofSeconds(10);

    private final LogHub hub;
    private final Request http;
    private final RoutingContext routing;

    LogStreams(LogHub hub, @Context Request http, RoutingContext routing) {
        this.hub = hub;
        this.http = http;
        this.routing = routing;
    }

    /**
     * What to answer with.
     *
     * @param journal the log
     * @param query what of it, and how
     * @param follow whether to go on with what is logged later
     * @param name what the log is called, for a file's name
     * @param prologue the beginning of the page, where it is answered as HTML
     * @param ending asked at the end what to tell the reader last
     */
    public record Log(
            Journal journal,
            StreamQuery query,
            boolean follow,
            String name,
            Supplier<byte[]> prologue,
            Supplier<StreamEvent.Ended> ending) {}

    /**
     * The answer, to which more headers can be added. Must be called on a thread of the request.
     *
     * @throws ProblemException 503 if there are as many streams as there may be
     */
    public RestMulti.SyncRestMulti.Builder<byte[]> answer(Log log) {
        StreamFormat format = log.query().format();
        StreamRequest request = new StreamRequest(
                log.journal(),
                log.query().position(),
                log.query().bounds(),
                log.query().filter(),
                log.follow(),
                log.query().onSlow(),
                log.ending(),
                new StreamTally());
        RestMulti.SyncRestMulti.Builder<byte[]> answer = RestMulti.fromMultiData(body(request, log, format))
                .header("Content-Type", format.contentType())
                .header("Cache-Control", "no-cache, no-transform")
                .header("Vary", "Accept")
                .header("X-Content-Type-Options", "nosniff")
                .header("X-Accel-Buffering", "no");
        if (log.query().download()) {
            answer.header(
                    "Content-Disposition",
                    "attachment; filename=\"" + log.name() + "." + format.fileExtension() + "\"");
        }
        return answer;
    }

    private Multi<byte[]> body(StreamRequest request, Log log, StreamFormat format) {
        // It would be written nowhere, and so be read until the connection is closed.
        if (HttpMethod.HEAD.equals(http.getMethod())) {
            return Multi.createFrom().empty();
        }
        Multi<byte[]> body = Multi.createFrom().publisher(open(request, format));
        Exchange.of(routing).ifPresent(exchange -> exchange.streams(request.tally()));
        return format == StreamFormat.HTML ? behind(log.prologue().get(), body) : body;
    }

    /**
     * The beginning goes out with the first item, and so when it is settled where the log begins: whoever has seen it sees
     * every line that is logged from then on.
     */
    private static Multi<byte[]> behind(byte[] beginning, Multi<byte[]> body) {
        AtomicReference<byte[]> unsent = new AtomicReference<>(beginning);
        return body.map(item -> {
            byte[] first = unsent.getAndSet(null);
            return first == null
                    ? item
                    : ByteBuffer.allocate(first.length + item.length)
                            .put(first)
                            .put(item)
                            .array();
        });
    }

    private Flow.Publisher<byte[]> open(StreamRequest request, StreamFormat format) {
        try {
            return hub.stream(request, format.encoder(), eventLoop());
        } catch (TooManyStreamsException e) {
            throw new ProblemException(
                    503,
                    "Too Many Streams",
                    "This service serves no more streams at once; try again later.",
                    RETRY_AFTER);
        }
    }

    /** The event loop of the request's connection: what is written there goes out without a change of threads. */
    private static Executor eventLoop() {
        return ((ContextInternal) Vertx.currentContext()).nettyEventLoop();
    }
}
