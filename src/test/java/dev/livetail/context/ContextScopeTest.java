package dev.livetail.context;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jboss.logmanager.MDC;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ContextScopeTest {

    @AfterEach
    void clear() {
        MDC.clear();
    }

    @Test
    void opensOneContextAndNoOtherAndRestoresExactlyWhatWasThere() {
        Object notText = new Object();
        MDC.put("user_id", "u1");
        MDC.putObject("object", notText);
        try (ContextScope.Opened opened = ContextScope.open(Map.of("run_id", "r1"))) {
            assertEquals(Map.of("run_id", "r1"), MDC.copy(), opened::toString);
            MDC.put("put by the task", "and gone with it");
        }
        assertEquals(Map.of("user_id", "u1", "object", notText), MDC.copyObject());
        assertSame(notText, MDC.getObject("object"));
    }

    @Test
    void carriesTheContextOfTheMomentToAnotherThread() throws Exception {
        MDC.put("run_id", "r1");
        ContextScope scope = ContextScope.capture();
        MDC.put("run_id", "r2");
        try (ExecutorService plain = Executors.newSingleThreadExecutor()) {
            assertEquals("r1", plain.submit(scope.wrap(() -> MDC.get("run_id"))).get());
        }
    }

    @Test
    void leavesThePoolThreadAsItWas() throws Exception {
        try (ExecutorService plain = Executors.newSingleThreadExecutor()) {
            plain.submit(() -> MDC.put("of", "the pool")).get();
            MDC.put("run_id", "r1");
            ContextScope scope = ContextScope.capture();
            Runnable failing = scope.wrap((Runnable) () -> {
                throw new IllegalStateException("of a test");
            });
            assertThrows(ExecutionException.class, () -> plain.submit(failing).get());
            scope.executor(plain).execute(() -> MDC.put("left", "behind"));
            assertEquals(Map.of("of", "the pool"), plain.submit(MDC::copy).get());
        }
    }

    @Test
    void anExecutorGivesItsContextToAllItRuns() {
        MDC.put("run_id", "r1");
        ContextScope scope = ContextScope.capture();
        MDC.clear();
        String[] seen = new String[1];
        scope.executor(Runnable::run).execute(() -> seen[0] = MDC.get("run_id"));
        assertEquals("r1", seen[0]);
        assertNull(MDC.get("run_id"));
    }
}
