package dev.livetail.forward;

import dev.livetail.event.EventJson;
import dev.livetail.forward.spool.Spool;
import dev.livetail.forward.spool.SpoolStatistics;
import dev.livetail.forward.spool.SpooledBatch;
import dev.livetail.journal.JournalEntry;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/** A backlog on disk: a {@link Spool} of lines as JSON, so that a person can read them too. */
final class SpoolBacklog implements Backlog {
    private static final Logger LOG = Logger.getLogger(SpoolBacklog.class);
    private static final long PAUSE_NANOS = TimeUnit.SECONDS.toNanos(1);

    private final Spool spool;
    private volatile IOException failure;
    private long failedAt;
    /** How large what could not be written was; 0 where reading failed. */
    private int failedBytes;

    /** Whether what was in hand is done with, and still there since the disk did not take that. */
    private boolean unremoved;

    private int inHand;
    private long expiredBefore;

    SpoolBacklog(Spool spool) {
        this.spool = spool;
    }

    /** Why nothing can be kept or read at the moment. */
    @Override
    public Optional<String> failure() {
        return Optional.ofNullable(failure).map(Throwable::toString);
    }

    @Override
    public double fill() {
        return spool.statistics().fill();
    }

    @Override
    public boolean isWritable() {
        return failure == null || System.nanoTime() - failedAt > PAUSE_NANOS;
    }

    @Override
    public boolean keep(List<JournalEntry> entries) {
        ByteArrayOutputStream lines = new ByteArrayOutputStream();
        try {
            for (JournalEntry entry : entries) {
                EventJson.write(entry.id(), entry.event(), lines);
                lines.write('\n');
            }
            spool.append(new SpooledBatch(
                    entries.getFirst().id(), entries.getLast().id(), entries.size(), lines.toByteArray()));
            works();
            return true;
        } catch (IOException e) {
            fails(e);
            failedBytes = lines.size();
            return false;
        }
    }

    @Override
    public List<JournalEntry> peek() {
        if (unremoved) {
            remove();
        }
        if (unremoved) {
            return List.of();
        }
        try {
            Optional<SpooledBatch> batch = spool.peek();
            works();
            inHand = batch.map(SpooledBatch::lines).orElse(0);
            expiredBefore = expired();
            return batch.isPresent() ? read(batch.get()) : List.of();
        } catch (IOException e) {
            fails(e);
            return List.of();
        }
    }

    private List<JournalEntry> read(SpooledBatch batch) throws IOException {
        byte[] payload = batch.payload();
        List<JournalEntry> entries = new ArrayList<>(batch.lines());
        int from = 0;
        for (int i = 0; i < payload.length; i++) {
            if (payload[i] == '\n') {
                entries.add(EventJson.read(payload, from, i - from, JournalEntry::new));
                from = i + 1;
            }
        }
        return entries;
    }

    @Override
    public void remove() {
        try {
            spool.remove();
            works();
            unremoved = false;
            inHand = 0;
        } catch (IOException e) {
            // It must not be taken in hand again.
            unremoved = true;
            fails(e);
        }
    }

    @Override
    public void maintain() {
        int sought = isWritable() ? failedBytes : 0;
        try {
            spool.maintain();
            if (sought > 0) {
                // Nothing else may come that would show that there is room again.
                spool.tryRoom(sought);
                works();
            }
        } catch (IOException e) {
            fails(e);
            failedBytes = sought;
        }
    }

    @Override
    public boolean isEmpty() {
        return spool.statistics().batches() == 0;
    }

    @Override
    public long waiting() {
        // What is in hand is the oldest, and so the first to go where anything does.
        boolean isThere = expired() == expiredBefore;
        return spool.statistics().lines() - (isThere ? inHand : 0);
    }

    private long expired() {
        SpoolStatistics statistics = spool.statistics();
        return statistics.expiredByAgeLines() + statistics.expiredBySizeLines();
    }

    private void works() {
        if (failure != null) {
            failure = null;
            failedBytes = 0;
            LOG.info("The spool can be used again");
        }
    }

    private void fails(IOException e) {
        failedAt = System.nanoTime();
        failedBytes = 0;
        if (failure == null) {
            LOG.errorf("The spool cannot be used: %s", e);
        }
        failure = e;
    }

    @Override
    public void close() {
        try {
            spool.close();
        } catch (IOException e) {
            fails(e);
        }
    }
}
