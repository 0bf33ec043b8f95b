package dev.livetail.forward.spool;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** How segments are called: their number in 16 digits, so that {@code ls} has them in their order too. */
final class SegmentName {
    private static final Pattern NAME = Pattern.compile("(\\d{16})\\.spool");

    private SegmentName() {}

    static Path in(Path directory, long number) {
        return directory.resolve(String.format(Locale.ROOT, "%016d.spool", number));
    }

    static long number(Path segment) {
        return Long.parseLong(segment.getFileName().toString(), 0, 16, 10);
    }

    /** The segments in this directory, newest first. */
    static List<Path> newestFirst(Path directory) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.filter(
                            file -> NAME.matcher(file.getFileName().toString()).matches())
                    .sorted(Comparator.comparingLong(SegmentName::number).reversed())
                    .toList();
        }
    }
}
