package dev.livetail.forward.spool;

import static java.util.Objects.requireNonNull;

import java.time.Duration;

/**
 * How much a spool keeps, and how safely.
 *
 * @param maxBytes what its segments may take on disk together; beyond it the oldest segment is dropped
 * @param maxAge how old a batch may become, positive
 * @param segmentBytes where a new segment begins, at most {@code maxBytes}: what is dropped at once. An eighth of
 *     {@code maxBytes} or less is sensible
 * @param fsync when the device must have it
 */
public record SpoolSettings(long maxBytes, Duration maxAge, long segmentBytes, Fsync fsync) {
    public SpoolSettings {
        requireNonNull(maxAge, "maxAge is null");
        requireNonNull(fsync, "fsync is null");
        if (!maxAge.isPositive()) {
            throw new IllegalArgumentException("maxAge must be positive: " + maxAge);
        }
        if (segmentBytes < 1 || segmentBytes > maxBytes) {
            throw new IllegalArgumentException(
                    "segmentBytes must be from 1 to maxBytes (" + maxBytes + "): " + segmentBytes);
        }
    }
}
