package dev.livetail;

import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.BoundingBox;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.StreamSupport;

/** The live log of a page: what of it is on the screen, and what hands do with it. For the page's own thread. */
final class LogPane {
    private static final String IN_SIGHT = """
            () => {
              const log = document.querySelector('live-log')?.shadowRoot;
              const edge = log?.querySelector('.scroller')?.getBoundingClientRect();
              return edge === undefined ? '[]' : JSON.stringify([...log.querySelectorAll('.row')]
                .map(row => ({ row, at: row.getBoundingClientRect() }))
                .filter(({ at }) => at.top >= edge.top - 1 && at.bottom <= edge.bottom + 1)
                .map(({ row, at }) => ({
                  number: Number(row.querySelector('.number')?.textContent ?? 0),
                  message: (row.querySelector('.message') ?? row).textContent,
                  height: at.height,
                })));
            }""";

    private final Page page;

    /**
     * A row that is seen whole.
     *
     * @param number 0 where it has none
     */
    record Row(int number, String message, double height) {}

    LogPane(Page page) {
        this.page = page;
    }

    Locator state() {
        return page.locator("live-log .state");
    }

    /** What is said of the state besides its name. */
    Locator detail() {
        return page.locator("live-log .status .detail");
    }

    /** What leads back to the newest line. */
    Locator newest() {
        return page.locator("live-log .newest");
    }

    /** The rows that are in the document. */
    static Locator rows(Page page) {
        return page.locator("live-log .row");
    }

    /** The rows that have this text, of those that are in the document. */
    Locator rows(String text) {
        return rows(page).filter(new Locator.FilterOptions().setHasText(text));
    }

    /** The rows on the screen, from top to bottom. */
    List<Row> inSight() {
        JsonNode rows = LivetailProcess.parse((String) page.evaluate(IN_SIGHT));
        return StreamSupport.stream(rows.spliterator(), false)
                .map(row -> new Row(
                        row.path("number").asInt(),
                        row.path("message").asText(),
                        row.path("height").asDouble()))
                .toList();
    }

    List<Integer> numbersInSight() {
        return inSight().stream().map(Row::number).toList();
    }

    /** Waits until what is on the screen is as it is to be, and returns it. */
    List<Row> awaitInSight(String what, Predicate<List<Row>> wanted) {
        return await(what)
                .atMost(LivetailProcess.LIMIT)
                .until(this::inSight, rows -> !rows.isEmpty() && wanted.test(rows));
    }

    /** Waits until the line of this number is on the screen, with its text, and returns what else is. */
    List<Row> awaitLine(int number) {
        return awaitInSight(
                "line " + number + " is in sight",
                rows -> rows.stream()
                        .anyMatch(
                                row -> row.number() == number && !row.message().equals("…")));
    }

    /** Turns the wheel above it, down or, where it is negative, up. */
    void wheel(double pixels) {
        BoundingBox box = page.locator("live-log .scroller").boundingBox();
        page.mouse().move(box.x + box.width / 2, box.y + box.height / 2);
        page.mouse().wheel(0, pixels);
    }

    /** As dragging the scroll bar does. */
    void scrollTo(double fraction) {
        page.evaluate("""
                fraction => {
                  const scroller = document.querySelector('live-log').shadowRoot.querySelector('.scroller');
                  scroller.scrollTop = (scroller.scrollHeight - scroller.clientHeight) * fraction;
                }""", fraction);
    }
}
