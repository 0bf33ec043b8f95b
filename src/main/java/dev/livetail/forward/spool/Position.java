package dev.livetail.forward.spool;

import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.zip.CRC32C;

/**
 * Where a spool's reader stands, and what became of all lines before that. Lines are numbered from 0 in the order in which
 * they were appended, so this needs no file and no offset in it, and lines that are missing are known by their numbers.
 * Immutable.
 *
 * @param revision grows by one each time this is written
 * @param base the number of the first line that these books know of; above 0 where earlier books were lost
 * @param head the number of the next line to be read
 * @param appended the number that the next appended line gets
 * @param removed how many lines before {@code head} were removed
 * @param expiredBySize how many of them were dropped for room
 * @param expiredByAge how many of them were dropped for their age
 * @param damaged how many of them could not be read
 */
record Position(
        long revision,
        long base,
        long head,
        long appended,
        long removed,
        long expiredBySize,
        long expiredByAge,
        long damaged) {
    static final int BYTES = 8 * Long.BYTES + Integer.BYTES;

    static Position startingAt(long line) {
        return new Position(0, line, line, line, 0, 0, 0, 0);
    }

    Position appendedTo(long line) {
        return new Position(revision, base, head, line, removed, expiredBySize, expiredByAge, damaged);
    }

    /** The next revision, its head moved to {@code line}; of what lies before that, only {@code lines} could be read. */
    Position passed(long line, long lines, Fate fate) {
        return new Position(
                revision + 1,
                base,
                line,
                Math.max(appended, line),
                removed + (fate == Fate.REMOVED ? lines : 0),
                expiredBySize + (fate == Fate.EXPIRED_BY_SIZE ? lines : 0),
                expiredByAge + (fate == Fate.EXPIRED_BY_AGE ? lines : 0),
                damaged + line - head - lines);
    }

    byte[] encoded() {
        byte[] bytes = new byte[BYTES];
        ByteBuffer.wrap(bytes)
                .putLong(revision)
                .putLong(base)
                .putLong(head)
                .putLong(appended)
                .putLong(removed)
                .putLong(expiredBySize)
                .putLong(expiredByAge)
                .putLong(damaged)
                .putInt(checksum(bytes));
        return bytes;
    }

    /** Nothing where these are not the bytes of a position. */
    static Optional<Position> decoded(byte[] bytes) {
        ByteBuffer in = ByteBuffer.wrap(bytes);
        Position position = new Position(
                in.getLong(),
                in.getLong(),
                in.getLong(),
                in.getLong(),
                in.getLong(),
                in.getLong(),
                in.getLong(),
                in.getLong());
        return in.getInt() == checksum(bytes) ? Optional.of(position) : Optional.empty();
    }

    private static int checksum(byte[] bytes) {
        CRC32C checksum = new CRC32C();
        checksum.update(bytes, 0, BYTES - Integer.BYTES);
        return (int) checksum.getValue();
    }
}
