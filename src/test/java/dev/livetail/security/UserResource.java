package dev.livetail.security;

import io.quarkus.security.Authenticated;
import io.smallrye.common.annotation.Blocking;
import io.smallrye.common.annotation.NonBlocking;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import org.jboss.logging.Logger;

/** What only some may have, and what logs for everyone. Only for tests. */
@Path("/test/users")
public class UserResource {
    private static final Logger LOG = Logger.getLogger(UserResource.class);

    @GET
    @Path("authenticated")
    @Authenticated
    public String forUsers() {
        return "some user";
    }

    @GET
    @Path("admin")
    @RolesAllowed("admin")
    public String forAdministrators() {
        return "an administrator";
    }

    @GET
    @Path("event-loop/{text}")
    @NonBlocking
    public String onEventLoop(@PathParam("text") String text) {
        return log(text);
    }

    @GET
    @Path("worker/{text}")
    @Blocking
    public String onWorker(@PathParam("text") String text) {
        return log(text);
    }

    @GET
    @Path("virtual/{text}")
    @RunOnVirtualThread
    public String onVirtualThread(@PathParam("text") String text) {
        return log(text);
    }

    private static String log(String text) {
        LOG.info(text);
        return text;
    }
}
