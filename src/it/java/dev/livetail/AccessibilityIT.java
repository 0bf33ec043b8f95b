package dev.livetail;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static dev.livetail.LogPane.rows;
import static dev.livetail.Visit.button;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.ForcedColors;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The pages for those who see little or nothing of them, and for those who have a keyboard and nothing else. */
class AccessibilityIT {
    /** What has the focus, within whatever holds it: its name, and whether it can be seen to have it. */
    private static final String FOCUS = """
            () => {
              let focused = document.activeElement;
              while (focused?.shadowRoot?.activeElement) {
                focused = focused.shadowRoot.activeElement;
              }
              if (focused === null || focused === document.body) {
                return null;
              }
              const { top, bottom, width, height } = focused.getBoundingClientRect();
              const isThere = width > 0 && height > 0 && bottom > 0 && top < innerHeight;
              const isSeen = [null, '::after'].map(part => getComputedStyle(focused, part))
                .some(style => style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 1);
              const name = focused.ariaLabel ?? (focused.textContent.trim() || focused.localName);
              return isThere && isSeen ? name : 'unseen: ' + name;
            }""";

    @AutoClose
    private static LivetailProcess livetail;

    private static String failed;
    private static String going;

    @BeforeAll
    static void start() {
        livetail = LivetailProcess.start();
        failed = livetail.startRun(
                "demo", "lines=60", "interval=0s", "fail=true", "text={\"order\":17,\"items\":[\"a\",\"b\"]}");
        livetail.awaitState(failed, "failed");
        going = livetail.startRun("demo", "lines=100", "interval=1h");
    }

    private static void assertNoViolations(Page page, String what) {
        List<String> violations = new AxeBuilder(page)
                        // There are no frames, for which the other mode opens a second page each time.
                        .setLegacyMode(true)
                        .analyze()
                        .getViolations()
                        .stream()
                        .flatMap(rule -> rule.getNodes().stream()
                                .map(node -> rule.getId() + ": " + node.getTarget() + " " + node.getHtml()))
                        .toList();
        assertEquals(List.of(), violations, what);
    }

    private static Browser.NewContextOptions looks(ColorScheme scheme, int width) {
        return new Browser.NewContextOptions().setColorScheme(scheme).setViewportSize(width, 720);
    }

    @ParameterizedTest
    @CsvSource({"LIGHT, 1280", "DARK, 1280", "LIGHT, 360", "DARK, 360"})
    void axeFindsNothingOnTheFirstPage(ColorScheme scheme, int width) {
        try (Visit visit = Visit.to(livetail, looks(scheme, width))) {
            Page page = visit.open("/?q=demo");
            assertThat(rows(page).first()).isVisible();
            if (width == 360) {
                button(page, "More").click();
                assertNoViolations(page, "the log");
                page.locator("#tab-runs").click();
                assertNoViolations(page, "the runs");
                page.locator("#tab-operations").click();
            }
            page.locator("#operations summary").first().click();
            assertThat(page.locator("#demo-lines")).isVisible();
            assertNoViolations(page, "a form");
        }
    }

    @ParameterizedTest
    @CsvSource({"LIGHT, 1280", "DARK, 1280", "LIGHT, 360", "DARK, 360"})
    void axeFindsNothingOnThePagesOfRuns(ColorScheme scheme, int width) {
        try (Visit visit = Visit.to(livetail, looks(scheme, width))) {
            Page page = visit.open("/runs/" + failed + "?q=line&only=no#L59-L60");
            assertThat(page.locator("live-log .selected mark").first()).isVisible();
            page.keyboard().press("j");
            page.locator("live-log .stack summary").click();
            page.locator("live-log .json summary").last().click();
            assertThat(page.locator("live-log .stack[open]")).isVisible();
            assertNoViolations(page, "a run that failed");
            Chromium.screenshot(page, "accessibility-" + width + "-" + name(scheme));
            page.keyboard().press("?");
            assertThat(page.getByRole(AriaRole.DIALOG)).isVisible();
            assertNoViolations(page, "the help");
            Chromium.screenshot(page, "help-" + width + "-" + name(scheme));

            Page other = visit.open("/runs/" + going);
            assertThat(rows(other).first()).isVisible();
            assertThat(other.locator("live-log .state")).hasText("live");
            assertNoViolations(other, "a run that goes on");
            button(other, "Cancel").click();
            assertThat(other.getByRole(AriaRole.DIALOG)).isVisible();
            assertNoViolations(other, "the question before a run is cancelled");
        }
    }

    @Test
    void rowsAreToldApartWhereColoursAreForced() {
        try (Visit visit = Visit.to(livetail)) {
            Page page = visit.open("/runs/" + failed + "#L59-L60");
            page.emulateMedia(new Page.EmulateMediaOptions().setForcedColors(ForcedColors.ACTIVE));
            Locator selected = page.locator("live-log .row.selected");
            assertThat(selected).hasCount(2);
            Locator plain = page.locator("live-log .row.info:not(.selected)").last();
            Locator bad = page.locator("live-log .row.error");
            assertNotEquals(style(plain, "border-left-color"), style(bad, "border-left-color"));
            assertNotEquals(
                    style(plain.locator(".number"), "background-color"),
                    style(selected.last().locator(".number"), "background-color"));
            page.keyboard().press("j");
            Locator current = page.locator("live-log .row.current");
            assertThat(current).hasCSS("outline-style", "solid");
            assertEquals(plain.boundingBox().x, bad.boundingBox().x);
            Chromium.screenshot(page, "accessibility-forced-colours");
        }
    }

    private static Object style(Locator of, String property) {
        return of.evaluate("(element, property) => getComputedStyle(element).getPropertyValue(property)", property);
    }

    private static String name(ColorScheme scheme) {
        return scheme.name().toLowerCase(Locale.ROOT);
    }

    @ParameterizedTest
    @CsvSource({"LIGHT, 1280", "DARK, 1280", "LIGHT, 360", "DARK, 360"})
    void axeFindsNothingOnPagesWithoutTheScript(ColorScheme scheme, int width) {
        try (Visit visit = Visit.to(livetail, looks(scheme, width))) {
            for (String path : List.of("/", "/runs/" + failed, "/logs?format=html&tail=30", "/pipeline")) {
                Page page = visit.openWithoutScript(path);
                // Before its style sheet is there, a page has not yet decided what is to be seen of it.
                page.waitForLoadState();
                assertThat(page.locator("h1")).isVisible();
                assertNoViolations(page, path);
                page.close();
            }
            for (String path : List.of("/runs/none", "/runs/" + failed + "?regex=(")) {
                Page page = visit.openWithoutScript(path);
                assertThat(page.locator("h1")).isVisible();
                assertNoViolations(page, path);
            }
            visit.complaints();
        }
    }

    /** What the tab key leads to, up to the log. */
    private static List<String> tabToTheLog(Page page) {
        List<String> names = new ArrayList<>();
        do {
            page.keyboard().press("Tab");
            Object name = page.evaluate(FOCUS);
            assertTrue(name != null && names.size() < 60, () -> "lost after " + names);
            names.add((String) name);
        } while (!names.getLast().equals("Log"));
        return names;
    }

    @Test
    void theTabKeyLeadsToEverythingAndShowsWhereItIs() {
        try (Visit visit = Visit.to(livetail)) {
            Page page = visit.open("/runs/" + going);
            assertThat(rows(page).first()).isVisible();
            assertThat(button(page, "Cancel")).isVisible();
            List<String> names = tabToTheLog(page);
            assertEquals(
                    List.of(),
                    names.stream().filter(name -> name.startsWith("unseen")).toList());
            assertTrue(
                    names.containsAll(Set.of(
                            "Livetail",
                            "All runs",
                            "Run again",
                            "Cancel",
                            "Level",
                            "Search",
                            "Regular expression",
                            "Previous match",
                            "Next match",
                            "Follow",
                            "Wrap",
                            "Times",
                            "Jump to a line or a time",
                            "Copy",
                            "Download",
                            "Help",
                            "Lines over time",
                            "Log")),
                    names::toString);
        }
    }

    private static void tabTo(Page page, Locator wanted) {
        List<Object> passed = new ArrayList<>();
        while (!(Boolean) wanted.evaluate("element => element === document.activeElement")) {
            assertTrue(passed.size() < 60, passed::toString);
            page.keyboard().press("Tab");
            passed.add(page.evaluate(FOCUS));
        }
    }

    @Test
    void aLogIsSearchedReadAndUnfoldedByKeysAlone() {
        try (Visit visit = Visit.to(livetail)) {
            Page page = visit.open("/runs/" + failed);
            assertThat(rows(page).first()).isVisible();
            Locator search = page.getByRole(AriaRole.SEARCHBOX, new Page.GetByRoleOptions().setName("Search"));
            Locator current = page.locator("live-log .row.current");
            tabTo(page, search);
            page.keyboard().type("line 7");
            page.keyboard().press("Enter");
            assertThat(rows(page)).hasCount(1);
            page.keyboard().press("ControlOrMeta+a");
            page.keyboard().press("Delete");
            page.keyboard().press("Enter");
            page.keyboard().press("Escape");
            assertThat(page).hasURL(livetail.uri("/runs/" + failed).toString());

            page.keyboard().press("g");
            assertThat(current).containsText("line 1 of");
            assertThat(button(page, "Follow")).hasAttribute("aria-pressed", "false");
            page.keyboard().press("j");
            assertThat(current).containsText("line 2 of");
            page.keyboard().press("k");
            assertThat(current).containsText("line 1 of");
            page.keyboard().press("G");
            assertThat(button(page, "Follow")).hasAttribute("aria-pressed", "true");
            page.keyboard().press("k");
            assertThat(current).containsText("The run failed");
            page.keyboard().press("Enter");
            assertThat(current.locator(".stack[open] pre")).isVisible();
            page.keyboard().press("Enter");
            assertThat(current.locator(".stack[open]")).hasCount(0);
            page.keyboard().press("f");
            assertThat(current).hasCount(0);

            tabTo(page, button(page, "Copy"));
            page.keyboard().press("?");
            assertThat(page.getByRole(AriaRole.DIALOG)).isVisible();
            assertThat(button(page, "Close")).isFocused();
            page.keyboard().press("Enter");
            assertThat(page.getByRole(AriaRole.DIALOG)).hasCount(0);
            assertThat(button(page, "Copy")).isFocused();
        }
    }

    @Test
    void aRunIsCancelledByKeysAloneAndTheFocusIsNotLost() {
        String run = livetail.startRun("demo", "lines=2", "interval=1h");
        try (Visit visit = Visit.to(livetail)) {
            Page page = visit.open("/runs/" + run);
            tabTo(page, button(page, "Cancel"));
            page.keyboard().press("Enter");
            assertThat(button(page, "Let it go on")).isFocused();
            page.keyboard().press("Tab");
            assertThat(button(page, "Cancel the run")).isFocused();
            page.keyboard().press("Enter");
            assertThat(page).hasTitle(Pattern.compile("demo cancelled"));
            assertThat(button(page, "Run again")).isFocused();
            assertEquals("Run again", page.evaluate(FOCUS));
        }
    }

    @Test
    void aLogCanBeScrolledSidewaysByKeys() {
        String run = livetail.startRun("demo", "lines=3", "interval=0s", "text=" + "long ".repeat(200));
        livetail.awaitState(run, "succeeded");
        try (Visit visit = Visit.to(livetail)) {
            Page page = visit.open("/runs/" + run);
            assertThat(rows(page).first()).isVisible();
            tabToTheLog(page);
            page.keyboard().press("ArrowRight");
            page.waitForFunction(
                    "() => document.querySelector('live-log').shadowRoot.querySelector('[role=log]').scrollLeft > 0");
        }
    }
}
