package dev.livetail.forward.spool;

import dev.livetail.event.EventId;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Batches that say themselves what must be in them. */
final class Batches {
    /** The lines of each batch: not the same in any two neighbours. */
    static int lines(int n) {
        return 1 + n % 7;
    }

    static long linesTo(int n) {
        long lines = 0;
        for (int i = 0; i < n; i++) {
            lines += lines(i);
        }
        return lines;
    }

    static SpooledBatch numbered(int n, int payloadBytes) {
        String text = "{\"batch\":" + n + "}";
        byte[] payload =
                (text + " ".repeat(Math.max(0, payloadBytes - text.length()))).getBytes(StandardCharsets.UTF_8);
        return new SpooledBatch(new EventId(7, n), new EventId(7, n + 1), lines(n), payload);
    }

    /** Which one this is; fails where anything in it is not as it was. */
    static int number(SpooledBatch batch) {
        int n = Math.toIntExact(batch.first().sequence());
        SpooledBatch expected = numbered(n, batch.payload().length);
        if (!batch.last().equals(expected.last())
                || batch.lines() != expected.lines()
                || !new String(batch.payload(), StandardCharsets.UTF_8)
                        .equals(new String(expected.payload(), StandardCharsets.UTF_8))) {
            throw new AssertionError("batch " + n + " is not as it was appended");
        }
        return n;
    }

    /** Removes all that is there. */
    static List<Integer> drain(Spool spool) throws IOException {
        List<Integer> numbers = new ArrayList<>();
        for (Optional<SpooledBatch> batch = spool.peek(); batch.isPresent(); batch = spool.peek()) {
            numbers.add(number(batch.get()));
            spool.remove();
        }
        return numbers;
    }

    static void assertBooksClose(SpoolStatistics books) {
        long accounted = books.removedLines()
                + books.expiredBySizeLines()
                + books.expiredByAgeLines()
                + books.damagedLines()
                + books.lines();
        boolean sane = books.removedLines() >= 0
                && books.expiredBySizeLines() >= 0
                && books.expiredByAgeLines() >= 0
                && books.damagedLines() >= 0
                && books.lines() >= 0
                && books.batches() >= 0;
        if (!sane || accounted != books.appendedLines()) {
            throw new AssertionError("the books do not close: " + books);
        }
    }

    private Batches() {}
}
