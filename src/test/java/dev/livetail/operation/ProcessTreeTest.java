package dev.livetail.operation;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
class ProcessTreeTest {
    private static final Duration GRACE = Duration.ofSeconds(30);

    private final String mark = "LIVETAIL_TEST=" + UUID.randomUUID();
    private Process root;

    @TempDir
    Path directory;

    @AfterEach
    void endAll() throws InterruptedException {
        root.destroyForcibly().waitFor();
        assertTrue(Processes.marked(mark).terminate(Duration.ZERO));
    }

    @Test
    void asksPolitelyFirst() throws Exception {
        ProcessTree tree = start("trap 'touch asked; exit 0' TERM; touch ready1; while :; do sleep 0.05; done", 1);
        assertTrue(tree.terminate(GRACE));
        assertTrue(Files.exists(directory.resolve("asked")));
        assertEquals(0, root.waitFor());
    }

    @Test
    void endsAGrandchildThatIgnoresBeingAsked() throws Exception {
        ProcessTree tree = start("""
                sh -c 'sh -c "trap : TERM; touch ready1; while :; do sleep 0.05; done" & wait' &
                touch ready2
                wait
                """, 2);
        assertTrue(tree.members().size() >= 3, () -> tree.members().toString());
        assertTrue(tree.terminate(Duration.ofMillis(200)));
        assertFalse(root.isAlive());
    }

    @Test
    void endsAnOrphanInASessionOfItsOwn() throws Exception {
        ProcessTree tree = start("""
                setsid sh -c 'sh -c "touch ready1; echo \\$\\$ > orphan; exec sleep 1000" & exit 0'
                touch ready2
                exec sleep 1000
                """, 2);
        await().until(() -> Files.exists(directory.resolve("orphan"))
                && !Files.readString(directory.resolve("orphan")).isBlank());
        long orphan =
                Long.parseLong(Files.readString(directory.resolve("orphan")).trim());
        assertFalse(root.descendants().anyMatch(process -> process.pid() == orphan), "it is a descendant of nobody's");
        assertTrue(tree.members().stream().anyMatch(process -> process.pid() == orphan), "it bears the mark");

        assertTrue(tree.terminate(GRACE));
        await().until(() -> !alive(orphan));
    }

    @Test
    void leavesAllOthersAlone() throws Exception {
        Process other = new ProcessBuilder("sleep", "1000").start();
        try {
            ProcessTree tree = start("touch ready1; exec sleep 1000", 1);
            assertTrue(tree.terminate(GRACE));
            assertTrue(other.isAlive());
        } finally {
            other.destroyForcibly();
        }
    }

    private ProcessTree start(String script, int readyFiles) throws IOException {
        ProcessBuilder builder = new ProcessBuilder("sh", "-c", script).directory(directory.toFile());
        String[] entry = mark.split("=", 2);
        builder.environment().put(entry[0], entry[1]);
        root = builder.start();
        await().until(() -> {
            for (int i = 1; i <= readyFiles; i++) {
                if (!Files.exists(directory.resolve("ready" + i))) {
                    return false;
                }
            }
            return true;
        });
        return new ProcessTree(root.toHandle(), mark);
    }

    /** A process that nobody has waited for is still in the table. */
    private static boolean alive(long pid) {
        try {
            return !Files.readString(Path.of("/proc/" + pid + "/stat")).contains(") Z ");
        } catch (IOException e) {
            return false;
        }
    }
}
