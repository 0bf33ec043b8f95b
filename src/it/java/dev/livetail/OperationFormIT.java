package dev.livetail;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The forms that start runs, in a browser with script. */
class OperationFormIT {
    private static final Pattern RUN_PAGE = Pattern.compile(".*/runs/[0-9a-f-]{36}$");

    @AutoClose
    private static LivetailProcess livetail;

    @BeforeAll
    static void start() {
        livetail = LivetailProcess.start(Options.of()
                .command("once", "sh", "-c", "exit 0")
                .command("narrow", "sh", "-c", "sleep 3600")
                .operation("narrow", "max-queued=0")
                .operation("narrow", "description=One at a time, and none waits.")
                .command("copy", "sh", "-c", "exit 0")
                .operation("copy", "parameters.from.required=true")
                .operation("copy", "parameters.from.pattern=[a-z]+")
                .operation("copy", "parameters.from.description=where from"));
    }

    private static Locator form(Page home, String operation) {
        return home.locator("form[data-operation=" + operation + "]");
    }

    private static Locator opened(Page home, String operation) {
        form(home, operation).locator("summary").click();
        return form(home, operation);
    }

    private static Locator button(Locator form) {
        return form.getByRole(AriaRole.BUTTON);
    }

    private static int runsOf(String operation) {
        return livetail.json("/runs?operation=" + operation).size();
    }

    @Test
    void aFormLeadsToThePageOfTheRun() {
        try (Visit visit = Visit.to(livetail)) {
            Page page = visit.open("/");
            Locator form = opened(page, "demo");
            form.locator("[name=lines]").fill("3");
            form.locator("[name=interval]").fill("0s");
            form.locator("[name=fail]").selectOption("true");
            Chromium.screenshot(page, "form");
            button(form).click();
            assertThat(page).hasURL(RUN_PAGE);
            assertThat(page).hasTitle(Pattern.compile("demo failed"));
            String run = page.url().substring(page.url().lastIndexOf('/') + 1);
            assertEquals("3", livetail.run(run).path("parameters").path("lines").asText());
        }
    }

    @Test
    void whatTheServiceDoesNotTakeIsSaidAtItsField() {
        try (Visit visit = Visit.to(livetail)) {
            Page page = visit.open("/");
            Locator form = opened(page, "copy");
            Locator field = form.locator("[name=from]");
            field.fill("1");
            assertThat(form.locator(".pattern")).hasText("Takes [a-z]+");
            button(form).click();
            assertThat(field).hasAttribute("aria-invalid", "true");
            assertThat(field).isFocused();
            assertThat(field).hasAccessibleDescription(Pattern.compile("'from' is not accepted.*\\[a-z]\\+"));
            assertThat(button(form)).isEnabled();
            Chromium.screenshot(page, "form-refused");
            assertRefused(visit, "400");

            field.fill("");
            assertThat(field).not().hasAttribute("aria-invalid", "true");
            assertThat(form.locator(".problem:visible")).hasCount(0);
            button(form).click();
            assertThat(field).hasAccessibleDescription(Pattern.compile("'from' is missing"));
            assertRefused(visit, "400");
            assertEquals(0, runsOf("copy"));
        }
    }

    /** A browser says on its console what it was refused. */
    private static void assertRefused(Visit visit, String status) {
        List<String> complaints = visit.complaints();
        assertTrue(complaints.stream().allMatch(text -> text.contains(status)), complaints::toString);
    }

    @Test
    void whoClicksTwiceStartsOneRun() {
        try (Visit visit = Visit.to(livetail)) {
            Page page = visit.open("/");
            button(opened(page, "once")).dblclick();
            assertThat(page).hasURL(RUN_PAGE);
            assertEquals(1, runsOf("once"));
        }
    }

    @Test
    void whoComesTooSoonIsToldWhenToTryAgain() {
        livetail.startRun("narrow");
        try (Visit visit = Visit.to(livetail)) {
            Page page = visit.open("/");
            Locator form = opened(page, "narrow");
            button(form).click();
            assertThat(form.getByRole(AriaRole.ALERT))
                    .containsText(Pattern.compile("no room for more.*It may be worth trying in \\d+ seconds?\\."));
            assertThat(button(form)).isEnabled();
            assertRefused(visit, "429");
        }
    }

    @Test
    void aServiceThatIsAwayIsToldAtTheForm() throws InterruptedException {
        try (LivetailProcess own = LivetailProcess.start();
                Visit visit = Visit.to(own)) {
            Page page = visit.open("/");
            Locator form = opened(page, "demo");
            own.kill();
            button(form).click();
            assertThat(form.getByRole(AriaRole.ALERT)).containsText("No answer came from the service");
            assertThat(button(form)).isEnabled();
            page.close();
            visit.complaints();
        }
    }

    @Test
    void anAddressFillsAFormIn() {
        try (Visit visit = Visit.to(livetail)) {
            Page page = visit.open("/?operation=demo&p.lines=7&p.fail=true&p.threads=unheard-of&p.none=x");
            Locator form = form(page, "demo");
            assertThat(form.locator("[name=lines]")).hasValue("7");
            assertThat(form.locator("[name=fail]")).hasValue("true");
            // What is right is for the service to say.
            assertThat(form.locator("[name=threads]")).hasValue("unheard-of");
            assertThat(form.locator("[name=interval]")).hasValue("");
            assertThat(form(page, "copy").locator("[name=from]")).isHidden();
        }
    }
}
