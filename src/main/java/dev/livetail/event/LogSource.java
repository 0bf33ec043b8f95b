package dev.livetail.event;

import static java.util.Objects.requireNonNull;

/**
 * The process that logged an event.
 *
 * @param hostName name of its host
 * @param processName name of the process
 * @param processId its number on that host
 */
public record LogSource(String hostName, String processName, long processId) {
    public LogSource {
        requireNonNull(hostName, "hostName is null");
        requireNonNull(processName, "processName is null");
    }
}
