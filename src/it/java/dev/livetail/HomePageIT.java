package dev.livetail;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The first page in a browser with script: all at once on wide screens, and one view at a time on narrow ones. */
class HomePageIT {
    @AutoClose
    private static LivetailProcess livetail;

    @BeforeAll
    static void start() {
        livetail = LivetailProcess.start();
        for (int i = 0; i < 30; i++) {
            livetail.startRun("demo", "lines=1", "interval=0s", i % 2 == 0 ? "fail=true" : "fail=false");
        }
        livetail.startRun("demo", "lines=10", "interval=1h");
    }

    private static Visit visit(ColorScheme scheme, int width, int height) {
        return Visit.to(
                livetail, new Browser.NewContextOptions().setColorScheme(scheme).setViewportSize(width, height));
    }

    private static Locator tab(Page page, String name) {
        return page.getByRole(AriaRole.TAB, new Page.GetByRoleOptions().setName(name));
    }

    @Test
    void aWideScreenHasAllOfItAndScrollsOnlyItsParts() {
        try (Visit visit = visit(ColorScheme.LIGHT, 1280, 800)) {
            Page page = visit.open("/");
            assertThat(page.locator(".runs li")).hasCount(31);
            assertThat(page.locator("#operations")).isVisible();
            assertThat(page.locator("live-log")).isVisible();
            assertThat(page.getByRole(AriaRole.TABLIST)).isHidden();
            assertEquals(800, page.evaluate("document.documentElement.scrollHeight"));
            assertEquals(
                    true,
                    page.evaluate("() => { const side = document.querySelector('.side');"
                            + " return side.scrollHeight > side.clientHeight; }"));
            assertEquals(
                    true,
                    page.evaluate("() => { const { top, bottom } ="
                            + " document.querySelector('#log').getBoundingClientRect();"
                            + " return top < 60 && bottom === innerHeight; }"));
        }
    }

    @Test
    void aNarrowScreenHasTabs() {
        try (Visit visit = visit(ColorScheme.LIGHT, 360, 740)) {
            Page page = visit.open("/?q=kept");
            assertThat(tab(page, "Log")).hasAttribute("aria-selected", "true");
            assertThat(page.locator("#runs")).isHidden();
            tab(page, "Runs").click();
            assertThat(page.locator("#runs")).isVisible();
            assertThat(page.locator("#log")).isHidden();
            assertThat(page).hasURL(livetail.uri("/?q=kept&view=runs").toString());

            page.keyboard().press("ArrowLeft");
            assertThat(tab(page, "Operations")).isFocused();
            assertThat(page.locator("#operations")).isVisible();
            page.keyboard().press("End");
            assertThat(page.locator("#runs")).isVisible();
            page.goBack();
            assertThat(page.locator("#operations")).isVisible();
            page.goBack();
            page.goBack();
            assertThat(page.locator("#log")).isVisible();
            page.reload();
            assertThat(tab(page, "Log")).hasAttribute("aria-selected", "true");

            page.setViewportSize(1280, 740);
            assertThat(page.getByRole(AriaRole.TABLIST)).isHidden();
            assertThat(page.locator("#runs")).isVisible();
            assertThat(page.locator("#log")).isVisible();
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"LIGHT", "DARK"})
    void everyTextCanBeReadOnScreensOfAnyWidth(ColorScheme scheme) {
        String name = scheme.name().toLowerCase(Locale.ROOT);
        try (Visit visit = visit(scheme, 1280, 800)) {
            Page page = visit.open("/?operation=demo");
            assertThat(page.locator(".runs li")).hasCount(31);
            assertReadable(page, scheme, 1280);
            Chromium.screenshot(page, "home-1280-" + name);
        }
        try (Visit visit = visit(scheme, 360, 740)) {
            for (String view : List.of("log", "operations", "runs")) {
                Page page = visit.open("/?view=" + view);
                assertThat(page.locator(".runs li")).hasCount(31);
                assertReadable(page, scheme, 360);
                Chromium.screenshot(page, "home-360-" + view + "-" + name);
            }
        }
    }

    private static void assertReadable(Page page, ColorScheme scheme, int width) {
        assertEquals(List.of(), Contrast.faintTexts(page));
        assertEquals(scheme == ColorScheme.LIGHT, Contrast.isLight(page));
        assertEquals(width, page.evaluate("document.documentElement.scrollWidth"));
    }
}
