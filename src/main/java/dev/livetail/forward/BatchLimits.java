package dev.livetail.forward;

/**
 * How much a sink takes at once.
 *
 * @param lines the most lines, at least 1
 * @param bytes about the most bytes of a batch, as events are estimated; one line may have more
 */
record BatchLimits(int lines, int bytes) {
    BatchLimits {
        if (lines < 1 || bytes < 1) {
            throw new IllegalArgumentException("lines and bytes must be at least 1: " + lines + ", " + bytes);
        }
    }
}
