package dev.livetail.logger;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import dev.livetail.problem.ProblemException;
import io.smallrye.common.annotation.Blocking;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.jboss.logmanager.LogContext;

/** The loggers' levels over HTTP. */
@Path("/loggers")
@Produces(MediaType.APPLICATION_JSON)
@Blocking
public class LoggerResource {
    private static final String FIELDS =
            "The body is a JSON object with 'level' and, if the change is for a time, 'for'.";

    private final LoggerLevels levels;
    private final ObjectReader reader;

    LoggerResource(ScheduledExecutorService scheduler, ObjectMapper mapper) {
        this.levels = new LoggerLevels(LogContext.getLogContext(), InstantSource.system(), (delay, action) -> {
            Future<?> scheduled = scheduler.schedule(action, delay.toMillis(), TimeUnit.MILLISECONDS);
            return () -> scheduled.cancel(false);
        });
        this.reader = mapper.readerFor(LevelChange.class)
                .with(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES, DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                .without(DeserializationFeature.ACCEPT_SINGLE_VALUE_AS_ARRAY);
    }

    @GET
    @Operation(summary = "All loggers and their levels")
    public List<LoggerState> all() {
        return levels.all();
    }

    @GET
    @Path("{name}")
    @Operation(summary = "One logger and its level; ROOT names the logger above all")
    public LoggerState one(@PathParam("name") String name) {
        return levels.one(name);
    }

    // The body comes as text, because what is wrong with it is to be said in our words, and unknown fields are refused.
    @PUT
    @Path("{name}")
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(summary = "Sets a logger's level, for good or for a time")
    @RequestBody(content = @Content(schema = @Schema(implementation = LevelChange.class)))
    public LoggerState change(@PathParam("name") String name, String body) {
        return levels.change(name, read(body));
    }

    private LevelChange read(String body) {
        try {
            LevelChange change = reader.readValue(body);
            if (change == null) {
                throw invalid("The body is null.");
            }
            return change;
        } catch (UnrecognizedPropertyException e) {
            throw invalid("'" + e.getPropertyName() + "' is not known.");
        } catch (JsonMappingException e) {
            throw invalid("It lacks 'level', is no object, or has a field that is no text.");
        } catch (JsonProcessingException e) {
            throw invalid("It is no JSON.");
        }
    }

    private static ProblemException invalid(String what) {
        return new ProblemException(400, "Invalid Body", what + " " + FIELDS);
    }
}
