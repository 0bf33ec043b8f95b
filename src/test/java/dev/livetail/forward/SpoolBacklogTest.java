package dev.livetail.forward;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.livetail.event.EventId;
import dev.livetail.event.Events;
import dev.livetail.forward.spool.Fsync;
import dev.livetail.forward.spool.Spool;
import dev.livetail.forward.spool.SpoolSettings;
import dev.livetail.forward.spool.Tmpfs;
import dev.livetail.journal.JournalEntry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SpoolBacklogTest {
    @TempDir
    private Path directory;

    private static SpoolBacklog open(Path directory) throws IOException {
        SpoolSettings settings = new SpoolSettings(1 << 24, Duration.ofDays(1), 1 << 20, Fsync.NEVER);
        return new SpoolBacklog(Spool.open(directory, settings, InstantSource.system()));
    }

    private static List<JournalEntry> lines(int from, int count, int length) {
        return IntStream.range(from, from + count)
                .mapToObj(i -> new JournalEntry(new EventId(1, i), Events.saying("x".repeat(length))))
                .toList();
    }

    @Test
    void whatIsInHandIsStillThereUntilItIsRemoved() throws IOException {
        List<JournalEntry> lines = lines(1, 3, 10);
        try (SpoolBacklog backlog = open(directory)) {
            assertTrue(backlog.keep(lines));
            assertEquals(3, backlog.waiting());
            assertEquals(lines, backlog.peek());
            assertEquals(0, backlog.waiting());
            assertFalse(backlog.isEmpty());
        }
        try (SpoolBacklog backlog = open(directory)) {
            assertEquals(lines, backlog.peek());
            backlog.remove();
            assertTrue(backlog.isEmpty());
        }
    }

    @Test
    void whatCannotBeRemovedIsNotTakenInHandAgain() throws Exception {
        Path disk = Files.createDirectory(directory.resolve("disk"));
        Tmpfs tmpfs = Tmpfs.mountedOn(disk);
        try (SpoolBacklog backlog = open(disk.resolve("spool"))) {
            assertTrue(backlog.keep(lines(1, 3, 10)));
            assertTrue(backlog.keep(lines(4, 2, 10)));
            assertEquals(3, backlog.peek().size());
            // So that even the reader's position needs room.
            Files.newByteChannel(
                            disk.resolve("spool/position"),
                            StandardOpenOption.WRITE,
                            StandardOpenOption.TRUNCATE_EXISTING)
                    .close();
            tmpfs.fill(0);
            backlog.remove();
            assertTrue(backlog.failure().isPresent());
            assertEquals(2, backlog.waiting());
            assertEquals(List.of(), backlog.peek());
            assertEquals(2, backlog.waiting());

            tmpfs.makeRoom();
            assertEquals(lines(4, 2, 10), backlog.peek());
            assertEquals(Optional.empty(), backlog.failure());
        } finally {
            tmpfs.unmount();
        }
    }

    @Test
    void itFindsOutByItselfThatThereIsRoomAgain() throws Exception {
        Path disk = Files.createDirectory(directory.resolve("disk"));
        Tmpfs tmpfs = Tmpfs.mountedOn(disk);
        try (SpoolBacklog backlog = open(disk.resolve("spool"))) {
            assertTrue(backlog.keep(lines(1, 1, 10)));
            tmpfs.fill(64 * 1024);
            assertFalse(backlog.keep(lines(2, 10, 10_000)));
            await().atMost(Duration.ofMinutes(1)).until(backlog::isWritable);
            backlog.maintain();
            assertTrue(backlog.failure().isPresent());
            assertFalse(backlog.isWritable());
            tmpfs.makeRoom();
            await().atMost(Duration.ofMinutes(1)).until(() -> {
                backlog.maintain();
                return backlog.failure().isEmpty();
            });
            assertTrue(backlog.keep(lines(2, 10, 10_000)));
            assertEquals(1, backlog.peek().size());
        } finally {
            tmpfs.unmount();
        }
    }
}
