package dev.livetail.forward.spool;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32C;

/** What a segment's file begins with. */
final class SegmentHeader {
    static final int BYTES = 16;

    private static final int VERSION = 1;
    private static final byte[] MAGIC = "livetail".getBytes(StandardCharsets.US_ASCII);

    private SegmentHeader() {}

    static byte[] encoded() {
        return encoded(VERSION);
    }

    static byte[] encoded(int version) {
        byte[] bytes = new byte[BYTES];
        ByteBuffer.wrap(bytes).put(MAGIC).putInt(version).putInt(checksum(bytes));
        return bytes;
    }

    /**
     * Whether these bytes are the header of a segment.
     *
     * @throws IOException where a newer version has written it: what that one can read must not be taken for damage
     */
    static boolean isWhole(byte[] bytes) throws IOException {
        ByteBuffer in = ByteBuffer.wrap(bytes);
        int version = in.getInt(MAGIC.length);
        if (!in.slice(0, MAGIC.length).equals(ByteBuffer.wrap(MAGIC))
                || in.getInt(BYTES - Integer.BYTES) != checksum(bytes)) {
            return false;
        }
        if (version != VERSION) {
            throw new IOException(
                    "a spool of version " + version + " cannot be read by this one, which has " + VERSION);
        }
        return true;
    }

    private static int checksum(byte[] bytes) {
        CRC32C checksum = new CRC32C();
        checksum.update(bytes, 0, BYTES - Integer.BYTES);
        return (int) checksum.getValue();
    }
}
