package dev.livetail.forward;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.Optional;

/**
 * How one forwarder fares.
 *
 * @param name its name in the configuration
 * @param books where its lines have gone
 * @param awaySince since when its sink takes nothing; empty while it does
 * @param awayCause what went wrong last, where it takes nothing
 * @param spoolFill how much of its room on disk is taken, from 0 to 1
 * @param spoolFailure why nothing can be kept on disk, where that is so
 * @param unwritten lines that the sink has refused, and that could not be written to the file of those either
 */
public record ForwarderStatus(
        String name,
        Books books,
        Optional<Instant> awaySince,
        Optional<String> awayCause,
        double spoolFill,
        Optional<String> spoolFailure,
        long unwritten) {
    public ForwarderStatus {
        requireNonNull(name, "name is null");
        requireNonNull(books, "books is null");
        requireNonNull(awaySince, "awaySince is null");
        requireNonNull(awayCause, "awayCause is null");
        requireNonNull(spoolFailure, "spoolFailure is null");
    }
}
