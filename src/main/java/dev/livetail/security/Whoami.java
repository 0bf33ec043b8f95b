package dev.livetail.security;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.livetail.context.MdcKeys;

/**
 * A request, as the service sees it. What is not known is null, and absent in JSON.
 *
 * @param requestId the id that its log lines have
 * @param traceId the trace over several services that it is part of
 * @param user who makes it, where a valid token says so
 * @param clientIp where it comes from; through proxies only as far as they are trusted
 * @param method its method
 * @param scheme that of its address
 * @param host that of its address, with the port where there is one
 * @param protocol that of the connection, such as {@code HTTP/1.1}
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Whoami(
        @JsonProperty(MdcKeys.REQUEST_ID) String requestId,
        @JsonProperty(MdcKeys.TRACE_ID) String traceId,
        User user,
        @JsonProperty(MdcKeys.CLIENT_IP) String clientIp,
        String method,
        String scheme,
        String host,
        String protocol) {}
