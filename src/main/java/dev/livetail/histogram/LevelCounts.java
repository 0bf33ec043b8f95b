package dev.livetail.histogram;

import dev.livetail.event.LogLevel;
import dev.livetail.journal.Journal;
import dev.livetail.journal.JournalEntry;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * How many lines of each level were logged when, in a space that does not grow with them.
 *
 * <p>Lines are counted by the millisecond. Where that makes too many cells, each few neighbours become one, and so on: from
 * then on it is counted by the next longer of {@link Steps#COUNTED}. There are so many cells that the step by which a
 * histogram is shown is never shorter. For one thread.
 */
final class LevelCounts {
    /** Next steps are 6 times as long at the most, so this is enough for the most buckets that can be asked for. */
    static final int MOST_CELLS = 3000;

    private Map<Long, Cell> cells = new HashMap<>();
    private int step;
    private long lines;
    private long first;
    private long last;
    private long earliest = Long.MAX_VALUE;
    private long latest = Long.MIN_VALUE;

    private static final class Cell {
        private final Map<LogLevel, Long> levels = new EnumMap<>(LogLevel.class);
        private long first = Long.MAX_VALUE;

        void add(LogLevel level, long sequence) {
            levels.merge(level, 1L, Long::sum);
            first = Math.min(first, sequence);
        }

        void add(Cell other) {
            other.levels.forEach((level, lines) -> levels.merge(level, lines, Long::sum));
            first = Math.min(first, other.first);
        }
    }

    void add(JournalEntry entry) {
        long time = entry.event().timestamp().toEpochMilli();
        cells.computeIfAbsent(Math.floorDiv(time, step()), any -> new Cell())
                .add(entry.event().level(), entry.sequence());
        if (lines == 0) {
            first = entry.sequence();
        }
        last = entry.sequence();
        lines++;
        earliest = Math.min(earliest, time);
        latest = Math.max(latest, time);
        if (cells.size() > MOST_CELLS) {
            coarsen();
        }
    }

    int cells() {
        return cells.size();
    }

    private long step() {
        return Steps.COUNTED.get(step);
    }

    private void coarsen() {
        do {
            long times = Steps.COUNTED.get(step + 1) / step();
            Map<Long, Cell> coarser = new HashMap<>();
            cells.forEach((at, cell) -> coarser.computeIfAbsent(Math.floorDiv(at, times), any -> new Cell())
                    .add(cell));
            cells = coarser;
            step++;
        } while (cells.size() > MOST_CELLS);
    }

    /** What has been counted so far, divided into so many buckets at the most. */
    Histogram histogram(Journal journal, int buckets) {
        if (lines == 0) {
            return Histogram.EMPTY;
        }
        long shown = Steps.shown(earliest, latest, buckets, step());
        Map<Long, Cell> shownCells = new TreeMap<>();
        cells.forEach((at, cell) -> shownCells
                .computeIfAbsent(Math.floorDiv(at * step(), shown), any -> new Cell())
                .add(cell));
        List<Histogram.Bucket> all = new ArrayList<>(shownCells.size());
        shownCells.forEach((at, cell) -> all.add(new Histogram.Bucket(
                Instant.ofEpochMilli(at * shown), journal.id(cell.first).toString(), cell.levels)));
        return new Histogram(
                all.getFirst().at(),
                all.getLast().at().plusMillis(shown),
                Duration.ofMillis(shown).toString(),
                lines,
                journal.id(first).toString(),
                journal.id(last).toString(),
                all);
    }
}
