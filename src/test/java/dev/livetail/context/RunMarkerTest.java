package dev.livetail.context;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

class RunMarkerTest {

    @Test
    void marksItsThreadUntilItIsClosed() {
        assertFalse(RunMarker.isRunGoingHere());
        try (RunMarker outer = RunMarker.open("outer")) {
            try (RunMarker inner = RunMarker.open("inner")) {
                assertEquals("RunMarker[inner]", inner.toString());
            }
            assertEquals("RunMarker[outer]", outer.toString());
            assertTrue(RunMarker.isRunGoingHere());
        }
        assertFalse(RunMarker.isRunGoingHere());
    }

    @Test
    void marksTheThreadsThatAreStartedFromIt() throws InterruptedException {
        AtomicBoolean platform = new AtomicBoolean();
        AtomicBoolean virtual = new AtomicBoolean();
        try (RunMarker marker = RunMarker.open("r1")) {
            assertTrue(RunMarker.isRunGoingHere(), marker::toString);
            Thread.ofPlatform()
                    .start(() -> platform.set(RunMarker.isRunGoingHere()))
                    .join();
            Thread.ofVirtual()
                    .start(() -> virtual.set(RunMarker.isRunGoingHere()))
                    .join();
        }
        assertTrue(platform.get());
        assertTrue(virtual.get());
    }

    @Test
    void aPoolThatWasMadeInARunIsMarkedNoLongerThanTheRun() throws Exception {
        try (ExecutorService pool = Executors.newSingleThreadExecutor();
                RunMarker another = RunMarker.open("another that goes on")) {
            RunMarker marker = RunMarker.open("r1");
            assertTrue(pool.submit(RunMarker::isRunGoingHere).get());
            marker.close();
            assertFalse(pool.submit(RunMarker::isRunGoingHere).get(), another::toString);
        }
    }

    @Test
    void closingTwiceDoesNoHarm() {
        RunMarker marker = RunMarker.open("r1");
        marker.close();
        try (RunMarker other = RunMarker.open("r2")) {
            marker.close();
            assertTrue(RunMarker.isRunGoingHere(), other::toString);
        }
    }
}
