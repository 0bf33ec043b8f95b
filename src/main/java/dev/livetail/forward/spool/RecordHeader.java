package dev.livetail.forward.spool;

import dev.livetail.event.EventId;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.zip.CRC32C;

/**
 * What stands before each batch in a segment. It has a checksum of its own, so that batches can be passed without reading
 * them, and damage to one of them costs no other. Immutable.
 *
 * @param line the number of the batch's first line
 * @param time when it was appended, in milliseconds since 1970
 * @param first the id of its first line
 * @param last the id of its last line
 * @param lines how many lines it has
 * @param length the bytes of its payload
 * @param payloadChecksum CRC-32C of the payload
 */
record RecordHeader(long line, long time, EventId first, EventId last, int lines, int length, int payloadChecksum) {
    static final int BYTES = 6 * Long.BYTES + 4 * Integer.BYTES;

    static RecordHeader of(SpooledBatch batch, long line, long time) {
        return new RecordHeader(
                line,
                time,
                batch.first(),
                batch.last(),
                batch.lines(),
                batch.payload().length,
                checksum(batch.payload(), batch.payload().length));
    }

    /** The number of the line after the batch. */
    long end() {
        return line + lines;
    }

    /** The bytes of header and payload. */
    long size() {
        return (long) BYTES + length;
    }

    SpooledBatch with(byte[] payload) {
        return new SpooledBatch(first, last, lines, payload);
    }

    boolean matches(byte[] payload) {
        return payloadChecksum == checksum(payload, payload.length);
    }

    /** Into the first {@link #BYTES} of these. */
    void encode(byte[] bytes) {
        ByteBuffer.wrap(bytes)
                .putLong(line)
                .putLong(time)
                .putLong(first.epoch())
                .putLong(first.sequence())
                .putLong(last.epoch())
                .putLong(last.sequence())
                .putInt(lines)
                .putInt(length)
                .putInt(payloadChecksum)
                .putInt(checksum(bytes, BYTES - Integer.BYTES));
    }

    /** Nothing where these are not the bytes of a header. */
    static Optional<RecordHeader> decoded(byte[] bytes) {
        ByteBuffer in = ByteBuffer.wrap(bytes);
        if (in.getInt(BYTES - Integer.BYTES) != checksum(bytes, BYTES - Integer.BYTES)) {
            return Optional.empty();
        }
        return Optional.of(new RecordHeader(
                in.getLong(),
                in.getLong(),
                new EventId(in.getLong(), in.getLong()),
                new EventId(in.getLong(), in.getLong()),
                in.getInt(),
                in.getInt(),
                in.getInt()));
    }

    private static int checksum(byte[] bytes, int length) {
        CRC32C checksum = new CRC32C();
        checksum.update(bytes, 0, length);
        return (int) checksum.getValue();
    }
}
