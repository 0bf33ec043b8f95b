package dev.livetail.event;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;

/**
 * An exception as it was logged: text only, so that it can be kept, sent and stored without the classes it came from.
 *
 * <p>Immutable. Depth and width are capped, and a cause that leads back to itself is cut, so that a hostile or broken
 * exception cannot make an event grow without bound.
 *
 * @param type the class name of the exception
 * @param message its message, or null
 * @param frames the stack, innermost call first
 * @param cause what caused it, or null
 * @param suppressed what was suppressed while it was thrown
 */
public record Thrown(String type, String message, List<Frame> frames, Thrown cause, List<Thrown> suppressed) {
    private static final int MAX_DEPTH = 16;
    private static final int MAX_ALL = 64;
    private static final int MAX_FRAMES = 512;
    private static final int MAX_SUPPRESSED = 16;
    private static final int MAX_MESSAGE = 65_536;

    public Thrown {
        requireNonNull(type, "type is null");
        frames = List.copyOf(frames);
        suppressed = List.copyOf(suppressed);
    }

    /**
     * One call of a stack.
     *
     * @param className the class, fully qualified
     * @param method the method
     * @param line the line in its source file, or a negative number where it is not known
     */
    public record Frame(String className, String method, int line) {
        public Frame {
            requireNonNull(className, "className is null");
            requireNonNull(method, "method is null");
        }
    }

    /** Reads an exception; never throws, whatever the exception's own methods do. */
    public static Thrown of(Throwable throwable) {
        return of(throwable, 0, Collections.newSetFromMap(new IdentityHashMap<>()));
    }

    private static Thrown of(Throwable throwable, int depth, Set<Throwable> seen) {
        seen.add(throwable);
        Throwable cause = causeOf(throwable);
        List<Thrown> suppressed = new ArrayList<>();
        Thrown causedBy = isWorthReading(cause, depth, seen) ? of(cause, depth + 1, seen) : null;
        for (Throwable other : throwable.getSuppressed()) {
            if (suppressed.size() < MAX_SUPPRESSED && isWorthReading(other, depth, seen)) {
                suppressed.add(of(other, depth + 1, seen));
            }
        }
        return new Thrown(
                throwable.getClass().getName(), messageOf(throwable), framesOf(throwable), causedBy, suppressed);
    }

    private static boolean isWorthReading(Throwable throwable, int depth, Set<Throwable> seen) {
        return throwable != null && depth < MAX_DEPTH && seen.size() < MAX_ALL && !seen.contains(throwable);
    }

    private static Throwable causeOf(Throwable throwable) {
        try {
            return throwable.getCause();
        } catch (RuntimeException | StackOverflowError | LinkageError e) {
            return null;
        }
    }

    private static String messageOf(Throwable throwable) {
        try {
            String message = throwable.getMessage();
            return message == null || message.length() <= MAX_MESSAGE ? message : message.substring(0, MAX_MESSAGE);
        } catch (RuntimeException | StackOverflowError | LinkageError e) {
            return "(its message could not be read: " + e.getClass().getName() + ")";
        }
    }

    private static List<Frame> framesOf(Throwable throwable) {
        List<Frame> frames = new ArrayList<>();
        try {
            for (StackTraceElement element : throwable.getStackTrace()) {
                if (frames.size() == MAX_FRAMES) {
                    break;
                }
                frames.add(new Frame(element.getClassName(), element.getMethodName(), element.getLineNumber()));
            }
        } catch (RuntimeException | StackOverflowError | LinkageError e) {
            // An exception may say of its stack what it likes, or nothing; what it said until then is kept.
            return frames;
        }
        return frames;
    }

    /** The exception's first line, as {@link Throwable#toString()} has it. */
    public String summary() {
        return message == null ? type : type + ": " + message;
    }

    /** Roughly how many bytes of heap this takes, for bounding buffers. */
    int estimatedBytes() {
        int bytes = 64 + 2 * summary().length() + 40 * frames.size();
        if (cause != null) {
            bytes += cause.estimatedBytes();
        }
        for (Thrown other : suppressed) {
            bytes += other.estimatedBytes();
        }
        return bytes;
    }
}
