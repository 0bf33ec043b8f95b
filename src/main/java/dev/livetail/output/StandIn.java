package dev.livetail.output;

import java.io.Serial;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Objects;
import java.util.function.UnaryOperator;

/**
 * Stands in for an exception with a text that must not be shown as it is, and for all that caused it or that it
 * suppressed: the same type by name, and the same stack. At most so many as a hostile exception may have.
 */
final class StandIn extends Throwable {
    @Serial
    private static final long serialVersionUID = 1;

    private static final int MAX_ALL = 64;
    private static final String TYPE = "\"exceptionType\":\"%s\"";
    private static final String OWN_TYPE = TYPE.formatted(StandIn.class.getName());

    private final String text;
    /** Of this one and those behind it, in the order in which they are formatted; null but for the outermost. */
    private final transient List<String> types;

    private StandIn(Shown shown, Throwable cause, List<String> types) {
        super(shown.message(), cause, true, true);
        this.text = shown.text();
        this.types = types;
        setStackTrace(shown.stack().toArray(StackTraceElement[]::new));
    }

    /**
     * The exception itself, if nothing in it has to change.
     *
     * @param clean what a text is shown as
     * @param escape what a name is shown as
     */
    static Throwable unlessFit(Throwable thrown, UnaryOperator<String> clean, UnaryOperator<String> escape) {
        Reading reading = new Reading(clean, escape);
        reading.read(thrown);
        return reading.isFit ? thrown : reading.standIn(thrown);
    }

    // The message alone would leave this class' name before it.
    @SuppressWarnings("OverrideThrowableToString")
    @Override
    public String toString() {
        return text;
    }

    /** The true types of this one and of those behind it, in the order in which they are formatted. */
    List<String> types() {
        return types;
    }

    /** JSON has the class of an exception as its type, and cannot be told another: this puts the true ones there. */
    String nameTypes(String json) {
        StringBuilder named = new StringBuilder(json.length());
        int copied = 0;
        for (String type : types) {
            int at = json.indexOf(OWN_TYPE, copied);
            if (at < 0) {
                break;
            }
            named.append(json, copied, at).append(TYPE.formatted(type));
            copied = at + OWN_TYPE.length();
        }
        return named.append(json, copied, json.length()).toString();
    }

    private record Shown(String message, String text, List<StackTraceElement> stack) {}

    private static final class Reading {
        private final UnaryOperator<String> clean;
        private final UnaryOperator<String> escape;
        private final IdentityHashMap<Throwable, Shown> shown = new IdentityHashMap<>();
        private final List<String> types = new ArrayList<>();
        private boolean isFit = true;

        Reading(UnaryOperator<String> clean, UnaryOperator<String> escape) {
            this.clean = clean;
            this.escape = escape;
        }

        void read(Throwable thrown) {
            if (thrown == null || shown.containsKey(thrown)) {
                return;
            }
            if (shown.size() == MAX_ALL) {
                isFit = false;
                return;
            }
            shown.put(thrown, shown(thrown));
            for (Throwable suppressed : thrown.getSuppressed()) {
                read(suppressed);
            }
            read(causeOf(thrown));
        }

        private Shown shown(Throwable thrown) {
            String type = thrown.getClass().getName();
            try {
                String message = thrown.getMessage();
                String text = String.valueOf(thrown);
                List<StackTraceElement> stack = List.of(thrown.getStackTrace());
                String cleanMessage = message == null ? null : clean.apply(message);
                // Some have more to say of themselves than their message.
                String cleanText =
                        text.equals(summary(type, message)) ? summary(type, cleanMessage) : clean.apply(text);
                List<StackTraceElement> cleanStack =
                        stack.stream().map(this::escaped).toList();
                isFit &= Objects.equals(cleanMessage, message) && cleanText.equals(text) && cleanStack.equals(stack);
                return new Shown(cleanMessage, cleanText, cleanStack);
            } catch (RuntimeException | StackOverflowError | LinkageError e) {
                isFit = false;
                String message = "(it could not be read: " + e.getClass().getName() + ")";
                return new Shown(message, summary(type, message), List.of());
            }
        }

        private static String summary(String type, String message) {
            return message == null ? type : type + ": " + message;
        }

        private StackTraceElement escaped(StackTraceElement call) {
            String text = call.toString();
            if (text.equals(escape.apply(text))) {
                return call;
            }
            return new StackTraceElement(
                    escape.apply(call.getClassName()), escape.apply(call.getMethodName()), null, call.getLineNumber());
        }

        private Throwable causeOf(Throwable thrown) {
            try {
                return thrown.getCause();
            } catch (RuntimeException | StackOverflowError | LinkageError e) {
                isFit = false;
                return null;
            }
        }

        /** In the order in which formatters go, each exception once; a way back to an outer one is cut. */
        StandIn standIn(Throwable thrown) {
            Shown own = thrown == null ? null : shown.remove(thrown);
            if (own == null) {
                return null;
            }
            boolean outermost = types.isEmpty();
            types.add(thrown.getClass().getName());
            List<StandIn> suppressed = new ArrayList<>();
            for (Throwable other : thrown.getSuppressed()) {
                StandIn standIn = standIn(other);
                if (standIn != null) {
                    suppressed.add(standIn);
                }
            }
            StandIn standIn = new StandIn(own, standIn(causeOf(thrown)), outermost ? types : null);
            suppressed.forEach(standIn::addSuppressed);
            return standIn;
        }
    }
}
