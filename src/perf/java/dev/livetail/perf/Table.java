package dev.livetail.perf;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/** A table in Markdown whose columns line up, so that it reads as well in a terminal. */
final class Table {
    private final List<List<String>> rows = new ArrayList<>();

    Table(String... head) {
        rows.add(List.of(head));
    }

    Table row(String... cells) {
        rows.add(List.of(cells));
        return this;
    }

    Table row(List<String> cells) {
        rows.add(List.copyOf(cells));
        return this;
    }

    @Override
    public String toString() {
        int columns = rows.getFirst().size();
        int[] widths = IntStream.range(0, columns)
                .map(column -> rows.stream()
                        .mapToInt(row -> row.get(column).length())
                        .max()
                        .orElse(0))
                .toArray();
        StringBuilder out = new StringBuilder();
        for (int row = 0; row < rows.size(); row++) {
            append(rows.get(row), widths, out);
            if (row == 0) {
                append(IntStream.of(widths).mapToObj("-"::repeat).toList(), widths, out);
            }
        }
        return out.toString();
    }

    private static void append(List<String> cells, int[] widths, StringBuilder out) {
        for (int column = 0; column < widths.length; column++) {
            String cell = cells.get(column);
            out.append("| ").append(cell).append(" ".repeat(widths[column] - cell.length() + 1));
        }
        out.append("|\n");
    }

    static String count(long number) {
        return String.format(Locale.ROOT, "%,d", number);
    }

    static String percent(double fraction) {
        return String.format(Locale.ROOT, "%.1f %%", 100 * fraction);
    }

    static String seconds(double seconds) {
        return String.format(Locale.ROOT, "%.2f s", seconds);
    }

    static String millis(long nanos) {
        return String.format(Locale.ROOT, nanos < 10_000_000 ? "%.2f ms" : "%.1f ms", nanos / 1e6);
    }

    static String mebibytes(long bytes) {
        return String.format(Locale.ROOT, "%.0f MiB", (double) bytes / (1 << 20));
    }

    static String kibibytes(double bytes) {
        return String.format(Locale.ROOT, "%.1f KiB", bytes / 1024);
    }
}
