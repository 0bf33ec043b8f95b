package dev.livetail.operation;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.List;

/** What can be started, and what it must be told. */
@Path("/operations")
@Produces(MediaType.APPLICATION_JSON)
public class OperationResource {
    private final Operations operations;

    OperationResource(Operations operations) {
        this.operations = operations;
    }

    @GET
    public List<OperationView> list() {
        return operations.list().stream().map(OperationView::of).toList();
    }

    @GET
    @Path("/{name}")
    public OperationView get(String name) {
        return OperationView.of(operations.get(name));
    }
}
