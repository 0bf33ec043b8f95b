package dev.livetail.event;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.Serial;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class ThrownTest {
    /** An exception whose own methods do what they like. */
    private static class Hostile extends Exception {
        @Serial
        private static final long serialVersionUID = 1L;

        @Override
        public String getMessage() {
            throw new IllegalStateException("no message for you");
        }

        @Override
        public synchronized Throwable getCause() {
            throw new IllegalStateException("no cause for you");
        }

        @Override
        public StackTraceElement[] getStackTrace() {
            return new StackTraceElement[] {new StackTraceElement("Known", "call", "Known.java", 1), null};
        }
    }

    /** One with a new cause for whoever asks. */
    private static final class Endless extends Exception {
        @Serial
        private static final long serialVersionUID = 1L;

        @Override
        public synchronized Throwable getCause() {
            return new Endless();
        }
    }

    @Test
    void anExceptionIsItsTypeItsMessageItsStackAndItsCause() {
        Exception cause = new IllegalStateException("empty stock");
        Exception exception = new IllegalArgumentException("cannot price", cause);
        exception.addSuppressed(new RuntimeException());
        Thrown thrown = Thrown.of(exception);
        assertEquals("java.lang.IllegalArgumentException: cannot price", thrown.summary());
        assertEquals(
                "java.lang.IllegalStateException: empty stock", thrown.cause().summary());
        assertEquals(
                "java.lang.RuntimeException", thrown.suppressed().getFirst().summary());
        StackTraceElement top = exception.getStackTrace()[0];
        assertEquals(
                new Thrown.Frame(top.getClassName(), top.getMethodName(), top.getLineNumber()),
                thrown.frames().getFirst());
        assertEquals(exception.getStackTrace().length, thrown.frames().size());
    }

    @Test
    void causesThatFormACircleAreCut() {
        Exception first = new Exception("first");
        Exception second = new Exception("second", first);
        first.initCause(second);
        first.addSuppressed(second);
        Thrown thrown = Thrown.of(first);
        assertEquals("second", thrown.cause().message());
        assertNull(thrown.cause().cause());
        assertEquals(List.of(), thrown.suppressed());
    }

    @Test
    void anExceptionWhoseMethodsThrowIsReadAsFarAsItLetsItself() {
        Thrown thrown = Thrown.of(new Hostile());
        assertTrue(thrown.message().contains("IllegalStateException"), thrown::message);
        assertNull(thrown.cause());
        assertEquals(List.of(new Thrown.Frame("Known", "call", 1)), thrown.frames());
    }

    @Test
    void causesWithoutEndAreCut() {
        assertEquals(17, depth(Thrown.of(new Endless())));
    }

    @Test
    void suppressedOfSuppressedCannotMultiplyWithoutBound() {
        assertTrue(count(Thrown.of(tree(4))) <= 64);
    }

    @Test
    void aVeryLongMessageAndAVeryDeepStackAreCut() {
        Exception exception = new Exception("x".repeat(1_000_000));
        StackTraceElement[] stack = new StackTraceElement[10_000];
        Arrays.fill(stack, new StackTraceElement("Deep", "call", "Deep.java", 1));
        exception.setStackTrace(stack);
        Thrown thrown = Thrown.of(exception);
        assertEquals(65_536, thrown.message().length());
        assertEquals(512, thrown.frames().size());
        assertTrue(thrown.estimatedBytes() > 65_536);
    }

    @Test
    void whatIsNotThereIsNull() {
        Thrown thrown = Thrown.of(new Exception());
        assertNull(thrown.message());
        assertNull(thrown.cause());
        assertNotNull(thrown.frames());
        assertFalse(thrown.summary().contains("null"));
    }

    private static Exception tree(int depth) {
        Exception exception = new Exception("at " + depth);
        for (int i = 0; depth > 0 && i < 16; i++) {
            exception.addSuppressed(tree(depth - 1));
        }
        return exception;
    }

    private static int count(Thrown thrown) {
        int count = thrown.cause() == null ? 1 : 1 + count(thrown.cause());
        for (Thrown suppressed : thrown.suppressed()) {
            count += count(suppressed);
        }
        return count;
    }

    private static int depth(Thrown thrown) {
        return thrown == null ? 0 : 1 + depth(thrown.cause());
    }
}
