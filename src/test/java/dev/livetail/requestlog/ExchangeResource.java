package dev.livetail.requestlog;

import dev.livetail.problem.ProblemException;
import io.smallrye.common.annotation.Blocking;
import io.smallrye.common.annotation.NonBlocking;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.FormParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import org.jboss.resteasy.reactive.server.core.CurrentRequestManager;

/** Exchanges of every kind that the service itself has none of. Only for tests. */
@Path("/test/exchange/{id}")
@Produces(MediaType.APPLICATION_JSON)
public class ExchangeResource {
    /** Requests that wait for what never comes. */
    static final AtomicInteger WAITING = new AtomicInteger();

    static final Semaphore LATE_MAY_READ = new Semaphore(0);
    static final Semaphore LATE_IS_OVER = new Semaphore(0);

    @GET
    @NonBlocking
    public Map<String, String> get(@PathParam("id") String id) {
        return Map.of("id", id);
    }

    @GET
    @Path("worker")
    @Blocking
    public Map<String, String> onWorker(@PathParam("id") String id) {
        return Map.of("id", id);
    }

    @GET
    @Path("slow")
    @NonBlocking
    public Map<String, String> slow(@PathParam("id") String id) {
        return Map.of("id", id);
    }

    @GET
    @Path("sampled")
    @NonBlocking
    public Map<String, String> sampled(@PathParam("id") String id) {
        return Map.of("id", id);
    }

    @GET
    @Path("failing")
    public String failing(@PathParam("id") String id) {
        throw new IllegalStateException("broken " + id, new IllegalArgumentException("the cause"));
    }

    @GET
    @Path("hidden")
    @NonBlocking
    public Map<String, String> hidden(@PathParam("id") String id) {
        return Map.of("id", id);
    }

    @GET
    @Path("hidden/failing")
    public String hiddenFailing(@PathParam("id") String id) {
        return failing(id);
    }

    @GET
    @Path("refused")
    public String refused() {
        throw new ProblemException(503, "Closed", "Come again tomorrow.");
    }

    @GET
    @Path("never")
    @NonBlocking
    public Uni<String> never() {
        WAITING.incrementAndGet();
        return Uni.createFrom().nothing();
    }

    @POST
    @Path("body")
    @Consumes(MediaType.APPLICATION_JSON)
    public Map<String, String> body(Map<String, String> body) {
        return body;
    }

    /** Reads the rest of its body only when it is told to. */
    @POST
    @Path("late")
    @Blocking
    @Consumes(MediaType.APPLICATION_OCTET_STREAM)
    public byte[] late(InputStream body) throws IOException, InterruptedException {
        CurrentRequestManager.get().registerCompletionCallback(failure -> LATE_IS_OVER.release());
        WAITING.incrementAndGet();
        LATE_MAY_READ.acquire();
        return body.readAllBytes();
    }

    @POST
    @Path("body")
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    @Produces(MediaType.TEXT_PLAIN)
    public String form(@FormParam("name") String name) {
        return name;
    }
}
