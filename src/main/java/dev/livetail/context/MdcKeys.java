package dev.livetail.context;

import java.util.Set;

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
    /** The method of that request. */
    public static final String METHOD = "method";
    /** The path of that request, as it was sent and without its query. */
    public static final String PATH = "path";
    /** The address that it came from, through trusted proxies. */
    public static final String CLIENT_IP = "client_ip";
    /** The trace that it belongs to (W3C Trace Context): 32 hexadecimal digits. */
    public static final String TRACE_ID = "trace_id";
    /** The span within that trace (W3C Trace Context): 16 hexadecimal digits. */
    public static final String SPAN_ID = "span_id";
    /** The run of an operation that it belongs to. */
    public static final String RUN_ID = "run_id";
    /** The name of that operation. */
    public static final String OPERATION = "operation";

    /** What is true of an exchange alone, and not of a run that it starts: the run goes on when it is over. */
    public static final Set<String> OF_THE_EXCHANGE = Set.of(METHOD, PATH, CLIENT_IP, USER_EMAIL);

    private MdcKeys() {}
}
