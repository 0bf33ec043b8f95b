package dev.livetail;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.google.gson.JsonObject;
import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.CDPSession;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Map;

/**
 * The browser that is installed, without a window. It is started for the first test that needs it, and stays for all of this
 * JVM: what belongs to one test is a context. For one thread, which is that of all tests.
 */
final class Chromium {
    private static final Path EXECUTABLE = Path.of("/usr/bin/chromium");
    private static final Path SCREENSHOTS = Path.of("target", "screenshots");

    private static Browser browser;

    private Chromium() {}

    /** The test is skipped where it is not installed. */
    private static Browser browser() {
        if (browser == null || !browser.isConnected()) {
            browser = start();
        }
        return browser;
    }

    private static Browser start() {
        assumeTrue(Files.isExecutable(EXECUTABLE), "skipped: install chromium to run this test");
        PlaywrightAssertions.setDefaultAssertionTimeout((double) LivetailProcess.LIMIT.toMillis());
        Playwright playwright = Playwright.create(
                new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
        Runtime.getRuntime().addShutdownHook(new Thread(playwright::close, "end-chromium"));
        return playwright
                .chromium()
                .launch(new BrowserType.LaunchOptions()
                        .setExecutablePath(EXECUTABLE)
                        // Tests run as root in containers, where its sandbox cannot; and it is to ask nobody for
                        // anything.
                        .setArgs(List.of(
                                "--no-sandbox",
                                "--disable-gpu",
                                "--disable-quic",
                                "--no-first-run",
                                "--disable-background-networking",
                                "--disable-component-update",
                                "--disable-sync")));
    }

    /** A person's browser: nothing of another one's is in it. */
    static BrowserContext context(Browser.NewContextOptions options) {
        BrowserContext context = browser().newContext(options);
        context.setDefaultTimeout((double) LivetailProcess.LIMIT.toMillis());
        return context;
    }

    /** Keeps what is seen, for people to look at, in {@code target/screenshots}. */
    static void screenshot(Page page, String name) {
        // Playwright's own waits until the page has loaded, which is just what these do not.
        CDPSession session = page.context().newCDPSession(page);
        JsonObject shot = session.send("Page.captureScreenshot");
        session.detach();
        try {
            Files.createDirectories(SCREENSHOTS);
            Files.write(
                    SCREENSHOTS.resolve(name + ".png"),
                    Base64.getDecoder().decode(shot.get("data").getAsString()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
