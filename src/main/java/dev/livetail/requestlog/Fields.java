package dev.livetail.requestlog;

/** The names of what a request log event tells, beside those in {@link dev.livetail.context.MdcKeys}. */
final class Fields {
    static final String EVENT = "event";
    static final String ROUTE = "route";
    static final String QUERY = "query";
    static final String STATUS = "status";
    static final String DURATION = "duration_ms";
    static final String FIRST_BYTE = "first_byte_ms";
    static final String THRESHOLD = "threshold_ms";
    static final String BYTES_IN = "bytes_in";
    static final String BYTES_OUT = "bytes_out";
    static final String USER_AGENT = "user_agent";
    static final String PROTOCOL = "protocol";
    static final String ERROR_TYPE = "error_type";
    static final String ERROR_MESSAGE = "error_message";
    static final String STREAM_EVENTS = "stream_events";
    static final String STREAM_GAPS = "stream_gaps";
    static final String STREAM_SKIPPED = "stream_skipped";
    static final String STREAM_END = "stream_end";
    static final String CONTENT_TYPE = "content_type";
    static final String BYTES = "bytes";
    static final String BYTES_KEPT = "bytes_kept";

    private Fields() {}
}
