package dev.livetail.hub;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.Optional;

/**
 * The bounds of a hub.
 *
 * @param heartbeat how long a reader may hear nothing before it gets a heartbeat
 * @param maxDuration after which a stream ends with the request to connect again; empty for never
 * @param maxStreams how many readers there may be at once
 * @param lingerPerReader how much longer lines wait for company, for each reader that will get them; with one reader
 *     next to nothing, with many it turns many small writes into few larger ones
 * @param maxLinger how long they wait at the most; a line after a pause never waits
 */
public record HubSettings(
        Duration heartbeat,
        Optional<Duration> maxDuration,
        int maxStreams,
        Duration lingerPerReader,
        Duration maxLinger) {
    public HubSettings {
        requireNonNull(heartbeat, "heartbeat is null");
        requireNonNull(maxDuration, "maxDuration is null");
        requireNonNull(lingerPerReader, "lingerPerReader is null");
        requireNonNull(maxLinger, "maxLinger is null");
        if (heartbeat.isNegative() || heartbeat.isZero() || maxStreams < 1) {
            throw new IllegalArgumentException("heartbeat and maxStreams must be positive");
        }
    }

    long lingerNanos(int readers) {
        return Math.min(maxLinger.toNanos(), lingerPerReader.toNanos() * readers);
    }
}
