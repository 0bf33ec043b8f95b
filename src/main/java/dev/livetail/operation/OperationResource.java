package dev.livetail.operation;

import dev.livetail.redaction.Redactor;
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
    private final Redactor redactor;

    OperationResource(Operations operations, Redactor redactor) {
        this.operations = operations;
        this.redactor = redactor;
    }

    @GET
    public List<OperationView> list() {
        return operations.list().stream()
                .map(operation -> OperationView.of(operation, redactor))
                .toList();
    }

    @GET
    @Path("/{name}")
    public OperationView get(String name) {
        return OperationView.of(operations.get(name), redactor);
    }
}
