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
    /** The method of that request. */
    public static final String METHOD = "method";
    /** The path of that request, as it was sent, without the query. */
    public static final String PATH = "path";
    /** Where that request came from. */
    public static final String CLIENT_IP = "client_ip";
    /** The run of an operation that it belongs to. */
    public static final String RUN_ID = "run_id";
    /** The name of that operation. */
    public static final String OPERATION = "operation";

    private MdcKeys() {}
}
