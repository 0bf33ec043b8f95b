package dev.livetail;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Request;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.WaitUntilState;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * A person's visit to the pages, in a browser of their own with script. It remembers what the browser complains of: errors
 * and warnings on its console, those about the Content-Security-Policy among them, exceptions that nothing caught, and
 * requests that found nobody. A visit that ends with a complaint fails its test.
 */
final class Visit implements AutoCloseable {
    private final LivetailProcess livetail;
    private final BrowserContext context;
    private final List<String> complaints = new ArrayList<>();
    private final List<Request> requests = new ArrayList<>();

    private Visit(LivetailProcess livetail, BrowserContext context) {
        this.livetail = livetail;
        this.context = context;
        context.onConsoleMessage(message -> {
            if (List.of("error", "warning").contains(message.type())) {
                complaints.add(message.text());
            }
        });
        context.onWebError(error -> complaints.add(error.error()));
        context.onRequestFailed(request -> {
            // Whoever leaves a page breaks off its streams.
            if (!request.failure().equals("net::ERR_ABORTED")) {
                complaints.add(request.url() + " " + request.failure());
            }
        });
        context.onRequest(requests::add);
    }

    static Visit to(LivetailProcess livetail) {
        return to(livetail, new Browser.NewContextOptions().setViewportSize(1200, 800));
    }

    static Visit to(LivetailProcess livetail, Browser.NewContextOptions options) {
        return new Visit(livetail, Chromium.context(options));
    }

    /** Goes there in a tab of its own, and does not wait for the end of a page that has none yet. */
    Page open(String path) {
        return open(livetail.uri(path));
    }

    /** The same, by another way to the service. */
    Page open(URI address) {
        return open(address, page -> {});
    }

    /**
     * The same, in a tab that is made ready first.
     *
     * @param ready is called before it goes anywhere
     */
    Page open(URI address, Consumer<Page> ready) {
        Page page = context.newPage();
        ready.accept(page);
        page.navigate(address.toString(), new Page.NavigateOptions().setWaitUntil(WaitUntilState.COMMIT));
        return page;
    }

    /** The same page as without a script, in a browser that has not switched them off: a test may still look at it with one. */
    Page openWithoutScript(String path) {
        Page page = context.newPage();
        page.route(
                url -> url.endsWith(".js"),
                route -> route.fulfill(new Route.FulfillOptions()
                        .setContentType("text/javascript")
                        .setBody("")));
        page.navigate(livetail.uri(path).toString(), new Page.NavigateOptions().setWaitUntil(WaitUntilState.COMMIT));
        return page;
    }

    /** A button by the whole of its name. */
    static Locator button(Page page, String name) {
        return page.getByRole(
                AriaRole.BUTTON, new Page.GetByRoleOptions().setName(name).setExact(true));
    }

    /** What has been asked for so far, by all tabs. */
    List<Request> requests() {
        return List.copyOf(requests);
    }

    /** What the browser has complained of so far; it is forgotten, since the test was to see it. */
    List<String> complaints() {
        List<String> seen = List.copyOf(complaints);
        complaints.clear();
        return seen;
    }

    @Override
    public void close() {
        context.close();
        assertEquals(List.of(), complaints);
    }
}
