package dev.livetail;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static dev.livetail.LogPane.rows;
import static dev.livetail.Visit.button;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.BoundingBox;
import com.microsoft.playwright.options.ReducedMotion;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The pages on a small phone, which is touched. */
class PhoneIT {
    private static final int WIDTH = 360;
    private static final int HEIGHT = 720;

    /** All elements, those within shadow roots too. */
    private static final String ALL = """
            const all = root => [...root.querySelectorAll('*')]
              .flatMap(element => [element, ...(element.shadowRoot === null ? [] : all(element.shadowRoot))]);
            """;

    /** What fingers would miss: smaller than 24 by 24 pixels (WCAG 2.2, 2.5.8), be it by a part of one. */
    private static final String SMALL_TARGETS = "() => { " + ALL + """
              return all(document).filter(element => element.matches('a, button, input, select, summary, [role=slider]'))
                // What else is touched for it: its text, and all of a run in the list.
                .map(element => element.closest(element.matches('[type=checkbox]') ? 'label' : '.runs li') ?? element)
                .filter(element => element.checkVisibility())
                .filter(element => {
                  const { width, height } = element.getBoundingClientRect();
                  return width < 23.9 || height < 23.9;
                })
                .map(element => element.outerHTML.slice(0, 200));
            }""";

    /** What moves, or would when it changes. */
    private static final String MOVING = "() => { " + ALL + """
              const isMoving = ({ transitionDuration, animationName, animationDuration }) =>
                /[1-9]/.test(transitionDuration) || (animationName !== 'none' && /[1-9]/.test(animationDuration));
              return all(document).filter(element => [null, '::before', '::after', '::-webkit-progress-value']
                .some(part => isMoving(getComputedStyle(element, part)))).map(element => element.outerHTML.slice(0, 200));
            }""";

    @AutoClose
    private static LivetailProcess livetail;

    private static String failed;
    private static String going;

    @BeforeAll
    static void start() {
        livetail = LivetailProcess.start();
        failed = livetail.startRun(
                "demo",
                "lines=100",
                "interval=0s",
                "fail=true",
                "text=with some words that make it as long as lines usually are, and {\"order\":17}");
        livetail.awaitState(failed, "failed");
        going = livetail.startRun("demo", "lines=100", "interval=1h");
    }

    private static Visit visit() {
        return Visit.to(
                livetail,
                new Browser.NewContextOptions()
                        .setViewportSize(WIDTH, HEIGHT)
                        .setIsMobile(true)
                        .setHasTouch(true)
                        .setReducedMotion(ReducedMotion.REDUCE));
    }

    /** In the tests' names there are no ids. */
    private static String path(String page) {
        return page.replace("FAILED", failed).replace("GOING", going);
    }

    private static Page open(Visit visit, String page) {
        Page opened = visit.open(path(page));
        assertThat(rows(opened).first()).isVisible();
        assertThat(opened.locator("live-log .state")).not().hasText("connecting");
        return opened;
    }

    private static void assertFits(Page page) {
        assertEquals(WIDTH, page.evaluate("document.documentElement.scrollWidth"));
        assertEquals(
                List.of(),
                page.evaluate("() => [...document.querySelectorAll('main, .log-pane, .side > section, dialog')]"
                        + ".filter(element => element.scrollWidth > element.clientWidth && element.clientWidth > 0)"
                        + ".map(element => element.outerHTML.slice(0, 200))"));
    }

    private static void assertForFingers(Page page) {
        assertEquals(List.of(), page.evaluate(SMALL_TARGETS));
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "/runs/FAILED", "/runs/FAILED?level=INFO", "/runs/GOING"})
    void theLogHasHalfOfTheScreenAndNothingIsBesideIt(String path) {
        try (Visit visit = visit()) {
            Page page = open(visit, path);
            Chromium.screenshot(page, "phone" + path.replaceAll("\\W+", "-").toLowerCase(Locale.ROOT));
            BoundingBox log = page.locator("live-log").boundingBox();
            double seen = Math.min(HEIGHT, log.y + log.height) - log.y;
            assertTrue(seen >= HEIGHT / 2.0, () -> seen + " of " + HEIGHT);
            assertFits(page);
            assertForFingers(page);
            assertEquals(List.of(), page.evaluate(MOVING));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "/runs/GOING"})
    void everyControlIsThereBehindMore(String path) {
        try (Visit visit = visit()) {
            Page page = open(visit, path);
            Locator wrap = button(page, "Wrap");
            assertThat(wrap).isHidden();
            button(page, "More").tap();
            assertThat(button(page, "More")).hasAttribute("aria-expanded", "true");
            for (String name : List.of("Follow", "Wrap", "Copy", "Help", "Next match", "Regular expression")) {
                button(page, name).tap(new Locator.TapOptions().setTrial(true));
            }
            for (String label :
                    List.of("Level", "Times", "Search", "Jump to a line or a time", "Logger", "only matches")) {
                page.locator(".toolbar")
                        .getByLabel(label, new Locator.GetByLabelOptions().setExact(true))
                        .tap(new Locator.TapOptions().setTrial(true));
            }
            assertFits(page);
            assertForFingers(page);
            Chromium.screenshot(
                    page, "phone-more" + path.replaceAll("\\W+", "-").toLowerCase(Locale.ROOT));
            page.locator("summary", new Page.LocatorOptions().setHasText("Download"))
                    .tap();
            page.getByText("All lines").tap(new Locator.TapOptions().setTrial(true));
            assertFits(page);
            assertForFingers(page);
            wrap.tap();
            assertThat(wrap).hasAttribute("aria-pressed", "true");
            assertFits(page);
            button(page, "More").tap();
            assertThat(wrap).isHidden();
        }
    }

    @Test
    void whatElseIsThereFitsToo() {
        try (Visit visit = visit()) {
            Page page = open(visit, "/");
            page.locator("#tab-runs").tap();
            assertThat(page.locator(".runs li")).hasCount(2);
            assertFits(page);
            assertForFingers(page);
            page.locator("#tab-operations").tap();
            page.locator("#operations summary").first().tap();
            assertThat(page.locator("#demo-lines")).isVisible();
            assertFits(page);
            assertForFingers(page);
            page.locator("#tab-log").tap();
            button(page, "More").tap();
            button(page, "Help").tap();
            assertThat(page.getByRole(AriaRole.DIALOG)).isVisible();
            assertFits(page);
            assertForFingers(page);
            Chromium.screenshot(page, "phone-help");
        }
    }

    @Test
    void aTraceIsUnfoldedByAFinger() {
        try (Visit visit = visit()) {
            Page page = open(visit, "/runs/FAILED");
            page.locator("live-log .stack summary").tap();
            assertThat(page.locator("live-log .stack[open] pre")).isVisible();
            assertFits(page);
            assertForFingers(page);
        }
    }
}
