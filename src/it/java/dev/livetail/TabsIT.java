package dev.livetail;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Many tabs of one browser, which has six connections for all of them. */
class TabsIT {
    private static final int TABS = 10;
    private static final int LINES = 600;

    @AutoClose
    private static Chromium chromium;

    @AutoClose
    private static LivetailProcess livetail;

    @BeforeAll
    static void start() {
        PlaywrightAssertions.setDefaultAssertionTimeout((double) LivetailProcess.LIMIT.toMillis());
        chromium = Chromium.start();
        livetail = LivetailProcess.start();
    }

    @Test
    void tabsOnOneLogShareAConnectionAndEachHasEveryLineWhoeverCloses() {
        String run = livetail.startRun("demo", "lines=" + LINES, "interval=100ms");
        try (Visit visit = Visit.to(livetail, chromium)) {
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
            for (Page tab : tabs) {
                assertThat(tab.locator("live-log .state")).hasText("ended");
                List<?> numbers = (List<?>) tab.evaluate("seen");
                assertFalse(numbers.isEmpty());
                int first = (int) numbers.getFirst();
                assertEquals(IntStream.rangeClosed(first, LINES).boxed().toList(), numbers);
            }
            awaitConnections(0);
        }
    }

    @Test
    void aTabWithAnotherFilterHasAConnectionOfItsOwn() {
        try (Visit visit = Visit.to(livetail, chromium)) {
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
        try (Visit visit = Visit.to(livetail, chromium)) {
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
