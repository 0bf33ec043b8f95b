package dev.livetail;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import com.microsoft.playwright.Page;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Many tabs of one browser, which has six connections for all of them. */
class TabsIT {
    private static final int TABS = 10;
    /** Ten lines a second, until a file is there. */
    private static final String TICKS = "n=0; while [ ! -e end ]; do n=$((n+1)); echo line $n; sleep 0.1; done";

    @AutoClose
    private static LivetailProcess livetail;

    @BeforeAll
    static void start() {
        livetail = LivetailProcess.start(Options.of().command("ticks", "sh", "-c", TICKS));
    }

    @Test
    void tabsOnOneLogShareAConnectionAndEachHasEveryLineWhoeverCloses() throws IOException {
        String run = livetail.startRun("ticks");
        try (Visit visit = Visit.to(livetail)) {
            List<Page> tabs = new ArrayList<>();
            for (int i = 0; i < TABS; i++) {
                tabs.add(open(visit, "/runs/" + run));
            }
            awaitConnections(1);
            // Among them the one that has the connection, which was the first to come.
            for (int i = 0; i < 3; i++) {
                tabs.removeFirst().close();
                tabs.forEach(tab -> assertThat(tab.locator("live-log .state")).hasText("live"));
                awaitConnections(1);
            }
            Files.createFile(livetail.directory().resolve("end"));
            int lines = livetail.awaitState(run, "succeeded").path("lines").asInt();
            for (Page tab : tabs) {
                assertThat(tab.locator("live-log .state")).hasText("ended");
                List<?> numbers = (List<?>) tab.evaluate("seen");
                assertFalse(numbers.isEmpty());
                int first = (int) numbers.getFirst();
                assertEquals(IntStream.rangeClosed(first, lines).boxed().toList(), numbers);
            }
            awaitConnections(0);
        }
    }

    @Test
    void aTabWithAnotherFilterHasAConnectionOfItsOwn() {
        try (Visit visit = Visit.to(livetail)) {
            open(visit, "/");
            open(visit, "/");
            awaitConnections(1);
            open(visit, "/?level=INFO");
            awaitConnections(2);
        }
        awaitConnections(0);
    }

    @Test
    void aTabThatNobodyLooksAtKeepsNoConnectionAndGoesOnWhereItWas() {
        String run = livetail.startRun("demo", "lines=100000", "interval=100ms");
        try (Visit visit = Visit.to(livetail)) {
            Page tab = open(visit, "/runs/" + run);
            awaitConnections(1);
            tab.clock().install();
            show(tab, false);
            tab.clock().fastForward("31");
            assertThat(tab.locator("live-log .state")).hasText("paused");
            awaitConnections(0);

            show(tab, true);
            assertThat(tab.locator("live-log .state")).hasText("live");
            List<?> numbers = (List<?>) tab.evaluate("seen");
            int first = (int) numbers.getFirst();
            int last = (int) numbers.getLast();
            assertEquals(IntStream.rangeClosed(first, last).boxed().toList(), numbers);
        }
        livetail.send("DELETE", "/runs/" + run, null);
        livetail.awaitState(run, "cancelled");
        awaitConnections(0);
    }

    /** A tab that notes the numbers of the live lines it shows. */
    private static Page open(Visit visit, String path) {
        Page page = visit.open(path);
        page.evaluate("""
                () => {
                  window.seen = [];
                  addEventListener('line', ({detail}) => seen.push(Number(detail.id.split('-')[1])));
                }""");
        assertThat(page.locator("live-log .state")).hasText("live");
        return page;
    }

    private static void show(Page tab, boolean isVisible) {
        tab.evaluate("""
                isVisible => {
                  Object.defineProperty(document, 'visibilityState', {configurable: true, get: () => isVisible ? 'visible' : 'hidden'});
                  Object.defineProperty(document, 'hidden', {configurable: true, get: () => !isVisible});
                  document.dispatchEvent(new Event('visibilitychange'));
                }""", isVisible);
    }

    private static void awaitConnections(int count) {
        await().atMost(LivetailProcess.LIMIT).until(() -> livetail.metric("livetail_streams_active") == count);
    }
}
