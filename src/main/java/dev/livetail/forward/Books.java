package dev.livetail.forward;

/**
 * Where the lines of the journal have gone, for one sink. They close at each moment:
 *
 * <pre>
 * journalled + recovered = filtered + forwarded + deadLettered + spooled + pending + expired
 * </pre>
 *
 * @param journalled lines that the journal has taken since the service was started
 * @param recovered lines that were in the spool when it was started
 * @param filtered lines that this sink is not to have
 * @param forwarded lines that the sink has taken
 * @param deadLettered lines that the sink will never take
 * @param spooled lines that wait on disk
 * @param pending lines that wait in memory: what would be lost if the process were killed now
 * @param expired lines that were given up, for whatever reason
 */
public record Books(
        long journalled,
        long recovered,
        long filtered,
        long forwarded,
        long deadLettered,
        long spooled,
        long pending,
        long expired) {

    /** Whether each line is somewhere, and nowhere twice. */
    public boolean close() {
        return journalled + recovered == filtered + forwarded + deadLettered + spooled + pending + expired;
    }
}
