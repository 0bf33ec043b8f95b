package dev.livetail.context;

import io.smallrye.common.annotation.Blocking;
import io.smallrye.common.annotation.NonBlocking;
import io.smallrye.common.annotation.RunOnVirtualThread;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import java.time.Duration;
import java.util.Map;
import org.jboss.logmanager.MDC;

/** Tells its own context, and leaves something in it. Only for tests. */
@Path("/test/context")
public class ContextResource {

    @GET
    @Path("event-loop/{mark}")
    @NonBlocking
    public Map<String, String> onEventLoop(@PathParam("mark") String mark) {
        return seen(mark);
    }

    @GET
    @Path("worker/{mark}")
    @Blocking
    public Map<String, String> onWorker(@PathParam("mark") String mark) {
        return seen(mark);
    }

    @GET
    @Path("virtual/{mark}")
    @RunOnVirtualThread
    public Map<String, String> onVirtualThread(@PathParam("mark") String mark) {
        return seen(mark);
    }

    /** Others are served on the same thread in the meantime. */
    @GET
    @Path("later/{mark}")
    @NonBlocking
    public Uni<Map<String, String>> later(@PathParam("mark") String mark) {
        MDC.put("mark", mark);
        return Uni.createFrom()
                .item(mark)
                .onItem()
                .delayIt()
                .by(Duration.ofMillis(5))
                .map(same -> MDC.copy());
    }

    private static Map<String, String> seen(String mark) {
        Map<String, String> before = MDC.copy();
        MDC.put("mark", mark);
        return before;
    }
}
