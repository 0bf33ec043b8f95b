package dev.livetail.context;

/**
 * The names under which the context of a log line stands in the mapped diagnostic context: one set of names for the
 * console, files, streams and everything that is forwarded. A key is absent where its value is not known.
 */
public final class MdcKeys {
    /** The request that caused the line. */
    public static final String REQUEST_ID = "request_id";
    /** The user on whose behalf it was logged. */
    public static final String USER_ID = "user_id";
    /** That user's mail address, where it is wanted. */
    public static final String USER_EMAIL = "user_email";
    /** The trace over several services that the request is part of (W3C Trace Context). */
    public static final String TRACE_ID = "trace_id";
    /** The part of that trace that the line belongs to. */
    public static final String SPAN_ID = "span_id";
    /** The run of an operation that it belongs to. */
    public static final String RUN_ID = "run_id";
    /** The name of that operation. */
    public static final String OPERATION = "operation";

    private MdcKeys() {}
}
