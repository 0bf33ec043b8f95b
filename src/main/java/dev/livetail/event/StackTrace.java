package dev.livetail.event;

/** A stack trace as Java developers know it, each line of it one line whatever the exception's message holds. */
public final class StackTrace {
    private StackTrace() {}

    /** Appends the exception, its stack, what was suppressed and its causes; each line ends with a line feed. */
    public static void append(Thrown thrown, StringBuilder out) {
        append(thrown, "", "", out);
    }

    private static void append(Thrown thrown, String caption, String indent, StringBuilder out) {
        out.append(indent).append(caption);
        PlainText.appendLine(thrown.summary(), out);
        out.append('\n');
        for (Thrown.Frame frame : thrown.frames()) {
            out.append(indent).append("\tat ");
            PlainText.appendLine(frame.className(), out);
            out.append('.');
            PlainText.appendLine(frame.method(), out);
            if (frame.line() >= 0) {
                out.append('(')
                        .append(sourceOf(frame.className()))
                        .append(':')
                        .append(frame.line())
                        .append(')');
            }
            out.append('\n');
        }
        for (Thrown suppressed : thrown.suppressed()) {
            append(suppressed, "Suppressed: ", indent + "\t", out);
        }
        if (thrown.cause() != null) {
            append(thrown.cause(), "Caused by: ", indent, out);
        }
    }

    private static String sourceOf(String className) {
        String simple = className.substring(className.lastIndexOf('.') + 1);
        int nested = simple.indexOf('$');
        StringBuilder safe = new StringBuilder();
        PlainText.appendLine(nested > 0 ? simple.substring(0, nested) : simple, safe);
        return safe.append(".java").toString();
    }
}
