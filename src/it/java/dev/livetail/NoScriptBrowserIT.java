package dev.livetail;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Dialog;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.WaitUntilState;
import dev.livetail.stream.format.StrictHtml;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.w3c.dom.Document;

/** What a person sees whose browser runs no script. */
class NoScriptBrowserIT {
    private static final Pattern RUN_PAGE = Pattern.compile(".*/runs/[0-9a-f-]{36}$");

    static final String HOSTILE =
            "<script>window.ran=1;alert(1)</script>]]><img src=x onerror=\"window.ran=2;alert(2)\">"
                    + "</span></li></ol></main><svg onload='window.ran=3'>&lt;b&gt;<!--";

    @AutoClose
    private static LivetailProcess livetail;

    @BeforeAll
    static void start() {
        livetail = LivetailProcess.start(
                Options.of()
                        .command(
                                "gate",
                                "sh",
                                "-c",
                                "echo good; echo bad >&2; while [ ! -e $0 ]; do sleep 0.02; done; exit 3",
                                "{file}")
                        .operation("gate", "description=Waits for a file " + HOSTILE)
                        .operation("gate", "parameters.file.required=true")
                        .operation("gate", "parameters.file.description=Which one " + HOSTILE)
                        .operation("gate", "max-concurrent=10")
                        .command(
                                "pages",
                                "sh",
                                "-c",
                                "for page in 1 2 3; do seq -f \"$page-%g\" 200; while [ ! -e page$page ]; do sleep 0.02; done; done"));
    }

    private static BrowserContext context(Browser.NewContextOptions options) {
        return Chromium.context(options);
    }

    private static Browser.NewContextOptions withoutScript() {
        return new Browser.NewContextOptions().setJavaScriptEnabled(false).setViewportSize(1200, 800);
    }

    /** Goes there, and does not wait for the end of a page that has none yet. */
    private static Page open(BrowserContext context, String path) {
        Page page = context.newPage();
        page.navigate(livetail.uri(path).toString(), new Page.NavigateOptions().setWaitUntil(WaitUntilState.COMMIT));
        return page;
    }

    private static Locator form(Page home, String operation) {
        return home.locator("form")
                .filter(new Locator.FilterOptions()
                        .setHas(home.getByRole(
                                AriaRole.HEADING,
                                new Page.GetByRoleOptions().setName(operation).setExact(true))));
    }

    /** Fills a form's fields, each given as {@code name=value}, and presses its button. Returns the run's id. */
    private static String submit(Page home, String operation, String... fields) {
        for (String field : fields) {
            String[] pair = field.split("=", 2);
            form(home, operation).locator("[name=" + pair[0] + "]").fill(pair[1]);
        }
        form(home, operation).getByRole(AriaRole.BUTTON).click();
        home.waitForURL(RUN_PAGE, new Page.WaitForURLOptions().setWaitUntil(WaitUntilState.COMMIT));
        return home.url().substring(home.url().lastIndexOf('/') + 1);
    }

    private static boolean isLoading(Page page) {
        return page.evaluate("document.readyState").equals("loading");
    }

    private static String colour(Locator of) {
        return (String) of.evaluate("element => getComputedStyle(element).color");
    }

    private static String background(Locator of) {
        return (String) of.evaluate("element => getComputedStyle(element).backgroundColor");
    }

    @Test
    void theHomePageHasAFormForEachOperationAndTheRecentRuns() {
        String run = livetail.startRun("demo", "lines=1", "fail=true");
        livetail.awaitState(run, "failed");
        try (BrowserContext context = context(withoutScript())) {
            Page home = open(context, "/");
            for (String field : List.of("lines", "interval", "delay", "text", "fail", "threads")) {
                assertThat(form(home, "demo").locator("[name=" + field + "]")).isVisible();
            }
            assertThat(form(home, "gate").locator("[name=file][required]")).isVisible();
            Locator row =
                    home.locator("tr", new Page.LocatorOptions().setHas(home.locator("[href='/runs/" + run + "']")));
            assertThat(row).containsText("demo");
            assertThat(row).containsText("failed after line 1");
            Chromium.screenshot(home, "home");

            row.getByRole(AriaRole.LINK).click();
            assertThat(home.locator(".end")).containsText("failed");
        }
    }

    @Test
    void aFormLeadsToThePageOfTheRunWhichGrowsWhileItLoads() {
        try (BrowserContext context = context(withoutScript())) {
            Page page = open(context, "/");
            // The second line is due in an hour: it pushes nothing out.
            String run = submit(page, "demo", "lines=2", "interval=1h", "text=is {n}");

            assertThat(page.locator("li.info")).containsText("line 1 of 2 is 1");
            assertEquals("running", livetail.run(run).path("state").asText());
            assertTrue(isLoading(page));
            assertThat(page.locator(".facts .state")).hasText("running");
            assertThat(page.locator(".end")).hasCount(0);
        }
    }

    @Test
    void aRunIsCancelledByAButton() {
        try (BrowserContext context = context(withoutScript())) {
            Page page = open(context, "/");
            String run = submit(page, "demo", "lines=2", "interval=1h");
            assertThat(page.locator("li.info")).isVisible();
            page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Cancel"))
                    .click();
            assertThat(page.locator(".end")).containsText("cancelled");
            assertThat(page.locator("li.info")).containsText("line 1 of 2");
            assertEquals(livetail.uri("/runs/" + run).toString(), page.url());
            livetail.awaitState(run, "cancelled");
        }
    }

    @Test
    void levelsAreToldApartByColourAndThePageEndsWithTheOutcome() throws IOException {
        try (BrowserContext context = context(withoutScript())) {
            Page page = open(context, "/");
            String run = submit(page, "gate", "file=one");
            assertThat(page.locator("li.info span")).hasText("good");
            assertThat(page.locator("li.warn span")).hasText("bad");
            assertNotEquals(colour(page.locator("li.info b")), colour(page.locator("li.warn b")));
            assertNotEquals(background(page.locator("li.info")), background(page.locator("li.warn")));
            assertEquals("running", livetail.run(run).path("state").asText());
            assertTrue(isLoading(page));
            assertThat(page.getByRole(AriaRole.BUTTON)).isVisible();
            Chromium.screenshot(page, "run-going");

            Files.createFile(livetail.directory().resolve("one"));
            assertThat(page.locator(".end")).containsText("failed");
            assertThat(page.locator(".end")).containsText("exited with code 3");
            // What the page said at its beginning is not true any more.
            assertThat(page.getByText("running")).not().isVisible();
            assertThat(page.getByRole(AriaRole.BUTTON)).not().isVisible();
        }
    }

    @Test
    void thePageFollowsItsEndUntilItsReaderScrollsUp() throws IOException {
        try (BrowserContext context = context(withoutScript())) {
            Page page = open(context, "/");
            submit(page, "pages");
            assertThat(line(page, "1-200")).isInViewport();
            Files.createFile(livetail.directory().resolve("page1"));
            assertThat(line(page, "2-200")).isInViewport();

            page.mouse().move(600, 400);
            page.mouse().wheel(0, -1000);
            assertThat(line(page, "2-200")).not().isInViewport();
            assertThat(line(page, "2-150")).isInViewport();
            Files.createFile(livetail.directory().resolve("page2"));
            assertThat(line(page, "3-200")).isAttached();
            assertThat(line(page, "2-150")).isInViewport();

            page.keyboard().press("End");
            assertThat(line(page, "3-200")).isInViewport();
            // A browser scrolls there smoothly, and follows only who has arrived.
            await("the page is at its end").atMost(LivetailProcess.LIMIT).until(() -> isAtItsEnd(page));
            Files.createFile(livetail.directory().resolve("page3"));
            assertThat(page.locator(".end")).isInViewport();
        }
    }

    private static boolean isAtItsEnd(Page page) {
        return (Boolean) page.evaluate("() => { const root = document.scrollingElement;"
                + " return root.scrollTop + root.clientHeight >= root.scrollHeight - 1; }");
    }

    private static Locator line(Page page, String message) {
        return page.locator(
                "li",
                new Page.LocatorOptions().setHas(page.getByText(message, new Page.GetByTextOptions().setExact(true))));
    }

    @Test
    void aFailureIsShownWithItsStackTrace() {
        try (BrowserContext context = context(withoutScript())) {
            Page page = open(context, "/");
            submit(page, "demo", "lines=4", "interval=250ms", "fail=true");
            assertThat(page.locator(".end")).containsText("failed");
            assertThat(page.locator("li.error pre")).containsText("Caused by: java.lang.IllegalArgumentException");
            assertNotEquals(colour(page.locator("li.info b").first()), colour(page.locator("li.error b")));
            Chromium.screenshot(page, "run-failed");
        }
    }

    @Test
    void hostileTextIsShownAndNeverRuns() {
        List<String> events = new ArrayList<>();
        try (BrowserContext context = context(withoutScript())) {
            context.onConsoleMessage(message -> events.add(message.text()));
            context.onDialog((Dialog dialog) -> {
                events.add(dialog.message());
                dialog.dismiss();
            });
            Page page = open(context, "/");
            assertThat(form(page, "gate")).containsText("Waits for a file " + HOSTILE);
            assertHarmless(page);

            submit(page, "demo", "lines=1", "text=" + HOSTILE);
            assertThat(page.locator(".end")).isVisible();
            assertThat(page.locator("li span")).hasText("line 1 of 1 " + HOSTILE);
            assertThat(page.locator(".parameters")).containsText(HOSTILE);
            assertHarmless(page);
            assertEquals(List.of(), events);
        }
    }

    private static void assertHarmless(Page page) {
        assertNull(page.evaluate("window.ran"));
        assertEquals(
                0,
                page.evaluate(
                        "document.querySelectorAll('script:not(head > [src^=\"/static/bundle/\"]), style, img, svg, iframe,'"
                                + " + ' object, embed, base').length"));
        assertEquals(
                List.of(),
                page.evaluate("[...document.querySelectorAll('*')].flatMap(element => element.getAttributeNames())"
                        + ".filter(name => name.startsWith('on') || name === 'style')"));
    }

    @Test
    void thePagesAreValid() {
        String going = livetail.startRun("demo", "lines=2", "interval=1h", "text=" + HOSTILE);
        livetail.awaitState(going, "running");
        try (LogStream page = livetail.stream("/runs/" + going, "Accept", "text/html")) {
            livetail.send("DELETE", "/runs/" + going, null);
            Document whole = parse(String.join("\n", page.readLines()));
            assertTrue(page.complete());
            assertEquals(1, count(whole, "button"));
            assertEquals(1, count(whole, "ol"));
        }
        livetail.awaitState(going, "cancelled");
        assertEquals(0, count(parse(html("/runs/" + going)), "button"));
        assertEquals(1, count(parse(html("/logs?q=script")), "ol"));
        assertTrue(count(parse(html("/")), "form") >= 3);
    }

    private static String html(String path) {
        return livetail.get(path, "Accept", "text/html").body();
    }

    private static Document parse(String page) {
        return StrictHtml.parse(page.getBytes(UTF_8));
    }

    private static long count(Document page, String element) {
        return StrictHtml.names(StrictHtml.descendants(page)).stream()
                .filter(element::equals)
                .count();
    }

    @Test
    void theLiveLogIsFollowedFromTheHomePage() {
        try (BrowserContext context = context(withoutScript())) {
            Page page = open(context, "/");
            page.locator("[name=q]").fill("followed");
            page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Follow"))
                    .click();
            page.waitForURL(
                    Pattern.compile(".*/logs/stream\\?.*"),
                    new Page.WaitForURLOptions().setWaitUntil(WaitUntilState.COMMIT));
            livetail.startRun("demo", "lines=1", "text=is followed");
            livetail.startRun("demo", "lines=1", "text=is not");
            livetail.startRun("demo", "lines=1", "text=is followed, too");
            assertThat(page.locator("li")).hasCount(2);
            assertTrue(isLoading(page));
        }
    }

    @Test
    void aReaderThatIsCutGoesOnWithTheSameFilter() {
        try (LivetailProcess hasty =
                        LivetailProcess.start("livetail.stream.max-duration=1s", "livetail.stream.heartbeat=1s");
                BrowserContext context = context(withoutScript())) {
            hasty.awaitState(hasty.startRun("demo", "lines=3", "interval=0", "text=kept"), "succeeded");
            Page page = context.newPage();
            page.navigate(hasty.uri("/logs/stream?format=html&q=kept&tail=2").toString());
            assertThat(page.locator("li")).hasCount(2);
            page.getByRole(AriaRole.BUTTON).click();
            page.waitForURL(Pattern.compile(".*/logs/stream\\?format=html&q=kept&after=\\d+-\\d+"));
            assertThat(page.locator("li")).hasCount(0);
            assertThat(page.getByRole(AriaRole.BUTTON)).isVisible();
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"LIGHT", "DARK"})
    void everyTextCanBeReadInTheSchemeThatThePersonLikes(ColorScheme scheme) throws IOException {
        Files.createFile(livetail.directory().resolve(scheme.name()));
        String command = livetail.startRun("gate", "file=" + scheme);
        String fails = livetail.startRun("demo", "lines=2", "interval=0", "fail=true");
        livetail.awaitState(command, "failed");
        livetail.awaitState(fails, "failed");
        try (BrowserContext context = context(withoutScript().setColorScheme(scheme))) {
            Page page = context.newPage();
            Iterator<String> names = List.of("home", "log", "command", "failed").iterator();
            for (String path : List.of("/", "/logs?format=html", "/runs/" + command, "/runs/" + fails)) {
                page.navigate(livetail.uri(path).toString());
                assertEquals(List.of(), Contrast.faintTexts(page), path);
                assertEquals(scheme == ColorScheme.LIGHT, Contrast.isLight(page), path);
                Chromium.screenshot(page, scheme.name().toLowerCase(Locale.ROOT) + "-" + names.next());
            }
        }
    }

    @Test
    void aNarrowScreenIsWideEnough() {
        String fails = livetail.startRun("demo", "lines=2", "interval=0", "fail=true", "text=" + "long".repeat(99));
        livetail.awaitState(fails, "failed");
        try (BrowserContext context = context(withoutScript().setViewportSize(360, 740))) {
            Page page = context.newPage();
            for (String path : List.of("/", "/runs/" + fails)) {
                page.navigate(livetail.uri(path).toString());
                assertEquals(360, page.evaluate("document.body.scrollWidth"), path);
                Chromium.screenshot(page, "narrow-" + (path.equals("/") ? "home" : "run"));
            }
        }
    }
}
