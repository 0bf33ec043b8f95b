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
 * place has the position before. They lie in different blocks. Once these are {@linkplain #reserve reserved}, a full disk
 * does not stop the reader. For one thread at a time.
 */
final class PositionFile implements Closeable {
    private static final int BLOCK = 4096;
    private static final int PLACES = 2;

    private final RandomAccessFile file;
    private boolean reserved;

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

    /**
     * Has the disk find the blocks of both places. To be called before anything is kept that will have to be removed: a
     * reader whose position cannot be written gets the same batch again and again.
     */
    void reserve() throws IOException {
        if (reserved) {
            return;
        }
        for (int place = 0; place < PLACES; place++) {
            if (readPlace(place).isEmpty()) {
                file.seek((long) place * BLOCK);
                file.write(new byte[BLOCK]);
            }
        }
        reserved = true;
    }

    void write(Position position) throws IOException {
        file.seek(position.revision() % PLACES * BLOCK);
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
