package dev.livetail.forward.spool;

import java.io.Closeable;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A spool's {@link Position} on disk, in two places that are written by turns: whenever a write is cut short, the other
 * place has the position before. They lie in different blocks, and after the first writes no block has to be found for
 * them any more, so a full disk does not stop the reader. For one thread at a time.
 */
final class PositionFile implements Closeable {
    private static final int BLOCK = 4096;

    private final RandomAccessFile file;

    PositionFile(Path path) throws IOException {
        OwnerOnly.createFile(path);
        this.file = new RandomAccessFile(path.toFile(), "rw");
    }

    Optional<Position> read() throws IOException {
        return Stream.concat(readPlace(0).stream(), readPlace(1).stream())
                .max(Comparator.comparingLong(Position::revision));
    }

    private Optional<Position> readPlace(int place) throws IOException {
        if (file.length() < place * BLOCK + Position.BYTES) {
            return Optional.empty();
        }
        byte[] bytes = new byte[Position.BYTES];
        file.seek((long) place * BLOCK);
        file.readFully(bytes);
        return Position.decoded(bytes);
    }

    void write(Position position) throws IOException {
        file.seek(position.revision() % 2 * BLOCK);
        file.write(position.encoded());
    }

    void force() throws IOException {
        file.getFD().sync();
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
