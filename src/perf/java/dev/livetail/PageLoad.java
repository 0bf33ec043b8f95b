package dev.livetail;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.CDPSession;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions.HasTextOptions;
import com.microsoft.playwright.options.WaitUntilState;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Measures the page of a run in Chromium. See {@code src/perf/page}. */
final class PageLoad {
    /** Notes what keeps the page from answering its reader, and how long frames are apart. */
    private static final String WATCH = """
            () => {
              window.tasks = [];
              window.frames = [];
              new PerformanceObserver(list => tasks.push(...list.getEntries().map(task => task.duration)))
                  .observe({type: 'longtask'});
              let last = performance.now();
              const frame = () => {
                const now = performance.now();
                frames.push(now - last);
                last = now;
                requestAnimationFrame(frame);
              };
              requestAnimationFrame(frame);
            }""";

    /** How many nodes are in the document, texts and shadow trees among them. */
    private static final String NODES = """
            () => {
              const count = node => [...node.childNodes].reduce((sum, child) => sum + count(child), 1)
                  + (node.shadowRoot ? count(node.shadowRoot) : 0);
              return count(document);
            }""";

    private static final int SCREENS = 200;

    private final LivetailProcess livetail;

    private PageLoad(LivetailProcess livetail) {
        this.livetail = livetail;
    }

    public static void main(String[] arguments) {
        Map<String, Integer> options = new HashMap<>(Map.of("--rate", 5_000, "--seconds", 20, "--lines", 1_000_000));
        for (int i = 0; i + 1 < arguments.length; i += 2) {
            if (options.replace(arguments[i], Integer.valueOf(arguments[i + 1])) == null) {
                throw new IllegalArgumentException(arguments[i] + ": there are " + options.keySet());
            }
        }
        try (LivetailProcess livetail = LivetailProcess.start()) {
            PageLoad load = new PageLoad(livetail);
            load.follow(options.get("--rate"), options.get("--seconds"));
            load.scroll(options.get("--lines"));
        }
    }

    private void follow(int rate, int seconds) {
        int warmUp = 5;
        String run = livetail.startRun(
                "demo",
                "lines=" + (long) rate * (seconds + 4 * warmUp),
                "interval=PT" + String.format("%.9f", 1.0 / rate) + "S",
                "text=with as much text as lines have in the middle, and an id 8f14e45f-ceea-467f-9575-fcf8a1c1b4f2");
        try (BrowserContext context = Chromium.context(new Browser.NewContextOptions().setViewportSize(1280, 800))) {
            Page page = open(context, run);
            page.waitForTimeout(warmUp * 1000.0);
            page.evaluate(WATCH);
            page.waitForTimeout(seconds * 1000.0);
            double[] tasks = numbers(page, "tasks");
            double[] frames = numbers(page, "frames");
            System.out.printf("following %,d lines/s for %d s%n", rate, seconds);
            System.out.printf(
                    "  shown at the end          %,.0f lines/s%n",
                    number(page, "document.querySelector('live-log').status.linesPerSecond"));
            System.out.printf(
                    "  long tasks (over 50 ms)   %d, p95 %.0f ms, max %.0f ms%n",
                    tasks.length, at(tasks, 0.95), at(tasks, 1));
            System.out.printf(
                    "  frames                    %d, p50 %.0f ms, p95 %.0f ms apart%n",
                    frames.length, at(frames, 0.5), at(frames, 0.95));
            print(context, page);
            page.evaluate("fetch(location.pathname, {method: 'DELETE'})");
        }
    }

    private void scroll(int lines) {
        String run = livetail.startRun("demo", "lines=" + lines, "interval=0s");
        try (BrowserContext context = Chromium.context(new Browser.NewContextOptions().setViewportSize(1280, 800))) {
            Page page = open(context, run);
            assertThat(page.locator("live-log .state")).hasText("ended", new HasTextOptions().setTimeout(600_000));
            page.evaluate(WATCH);
            for (int i = 0; i <= SCREENS; i++) {
                page.evaluate("""
                        async part => {
                          const scroller = document.querySelector('live-log').shadowRoot.querySelector('.scroller');
                          scroller.scrollTop = part * (scroller.scrollHeight - scroller.clientHeight);
                          const rows = () => scroller.querySelectorAll('.row.line').length;
                          do {
                            await new Promise(requestAnimationFrame);
                          } while (rows() === 0);
                        }""", (double) i / SCREENS);
            }
            double[] tasks = numbers(page, "tasks");
            System.out.printf("a run of %,d lines, scrolled from end to end in %d jumps%n", lines, SCREENS);
            System.out.printf(
                    "  long tasks (over 50 ms)   %d, p95 %.0f ms, max %.0f ms%n",
                    tasks.length, at(tasks, 0.95), at(tasks, 1));
            print(context, page);
        }
    }

    private Page open(BrowserContext context, String run) {
        Page page = context.newPage();
        page.navigate(
                livetail.uri("/runs/" + run).toString(),
                new Page.NavigateOptions().setWaitUntil(WaitUntilState.COMMIT));
        page.waitForSelector("live-log .row.line");
        return page;
    }

    /** What the page holds, in its own words and after what nobody needs is collected. */
    private static void print(BrowserContext context, Page page) {
        CDPSession session = context.newCDPSession(page);
        session.send("HeapProfiler.collectGarbage");
        session.send("Performance.enable");
        JsonObject answer = session.send("Performance.getMetrics");
        Map<String, Double> metrics = new HashMap<>();
        for (JsonElement metric : answer.getAsJsonArray("metrics")) {
            metrics.put(
                    metric.getAsJsonObject().get("name").getAsString(),
                    metric.getAsJsonObject().get("value").getAsDouble());
        }
        System.out.printf(
                "  memory of the page        %.1f MB of JavaScript, %.0f nodes%n",
                metrics.get("JSHeapUsedSize") / 1e6, number(page, NODES));
        session.detach();
    }

    private static double number(Page page, String expression) {
        return ((Number) page.evaluate(expression)).doubleValue();
    }

    private static double[] numbers(Page page, String expression) {
        List<?> values = (List<?>) page.evaluate(expression);
        return values.stream()
                .mapToDouble(value -> ((Number) value).doubleValue())
                .sorted()
                .toArray();
    }

    /** The value that so large a part of them does not exceed; 0 where there are none. */
    private static double at(double[] sorted, double part) {
        return sorted.length == 0
                ? 0
                : sorted[(int) Math.min(sorted.length - 1L, Math.round(part * (sorted.length - 1)))];
    }
}
