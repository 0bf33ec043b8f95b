package dev.livetail.forward.spool;

/**
 * A spool at one moment. Its books close, over restarts too: {@code appendedLines = removedLines + expiredBySizeLines +
 * expiredByAgeLines + damagedLines + lines}. Immutable.
 *
 * @param batches how many batches are there
 * @param lines how many lines these have
 * @param bytes what the segments take on disk
 * @param fill {@code bytes} as a part of what they may take, from 0 to 1
 * @param appendedLines lines ever appended
 * @param removedLines lines that were removed by whoever read them
 * @param expiredBySizeLines lines dropped because newer ones needed their room
 * @param expiredByAgeLines lines dropped because they were too old
 * @param damagedLines lines that can no longer be read
 */
public record SpoolStatistics(
        long batches,
        long lines,
        long bytes,
        double fill,
        long appendedLines,
        long removedLines,
        long expiredBySizeLines,
        long expiredByAgeLines,
        long damagedLines) {}
