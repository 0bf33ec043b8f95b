package dev.livetail.journal;

import dev.livetail.event.EventJson;
import dev.livetail.journal.LineIndex.Place;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * What is found in the file of a journal whose process has gone, after its end was made whole again.
 *
 * @param lines how many lines it has
 * @param bytes how many bytes they take
 */
record FileRepair(long lines, long bytes) {
    private static final int BLOCK = 64 * 1024;

    /**
     * Counts and indexes the lines, and cuts off a last line that a crash has left partial or spoilt: by a line that
     * lacks its end, by zero bytes (the file grew, what was to stand there did not reach the disk), or both. A last line
     * that lacks but its line break is given one.
     */
    static FileRepair of(Path file, LineIndex index) throws IOException {
        long size = Files.size(file);
        FileRepair terminated = indexed(file, index);
        long lines = terminated.lines;
        long end = terminated.bytes;
        if (end < size && endsAnObject(file, size) && isEvent(file, end, size)) {
            index.put(lines + 1, end);
            return new FileRepair(lines + 1, mended(file, size, true));
        }
        if (lines > 0) {
            long begin = beginOf(file, index.before(lines), lines, end);
            if (!isEvent(file, begin, end)) {
                lines--;
                end = begin;
            }
        }
        return new FileRepair(lines, end == size ? end : mended(file, end, false));
    }

    /** Finds the lines that a line break ends, without holding any, since they may be as long as the file. */
    private static FileRepair indexed(Path file, LineIndex index) throws IOException {
        byte[] block = new byte[BLOCK];
        long lines = 0;
        long end = 0;
        long offset = 0;
        try (FileInputStream in = new FileInputStream(file.toFile())) {
            for (int read = in.read(block); read > 0; read = in.read(block)) {
                for (int i = LineReader.newline(block, 0, read); i >= 0; i = LineReader.newline(block, i + 1, read)) {
                    lines++;
                    index.put(lines, end);
                    end = offset + i + 1;
                }
                offset += read;
            }
        }
        return new FileRepair(lines, end);
    }

    private static boolean endsAnObject(Path file, long end) throws IOException {
        try (RandomAccessFile in = new RandomAccessFile(file.toFile(), "r")) {
            in.seek(end - 1);
            return in.read() == '}';
        }
    }

    private static long beginOf(Path file, Place before, long line, long end) throws IOException {
        try (LineReader reader = new LineReader(file, before.offset(), end)) {
            for (long sequence = before.sequence(); sequence <= line; sequence++) {
                reader.next();
            }
            return reader.offset();
        }
    }

    private static boolean isEvent(Path file, long begin, long end) throws IOException {
        try (LineReader reader = new LineReader(file, begin, end)) {
            return reader.next() && isEvent(reader);
        }
    }

    private static boolean isEvent(LineReader line) {
        try {
            return EventJson.read(line.bytes(), line.start(), line.length(), (id, event) -> true);
        } catch (IOException e) {
            return false;
        }
    }

    /** Makes the file on disk what it is taken for. One that may only be read is read as far as it is good. */
    private static long mended(Path file, long end, boolean lacksLineBreak) {
        try (RandomAccessFile out = new RandomAccessFile(file.toFile(), "rw")) {
            out.setLength(end);
            if (!lacksLineBreak) {
                return end;
            }
            out.seek(end);
            out.write('\n');
            return end + 1;
        } catch (IOException e) {
            return end;
        }
    }
}
