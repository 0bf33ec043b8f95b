package dev.livetail.stream.format;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.livetail.event.Events;
import dev.livetail.event.LogEvent;
import dev.livetail.event.PlainText;
import dev.livetail.event.StyleSpan;
import dev.livetail.hub.StreamEvent;
import java.io.ByteArrayOutputStream;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.Element;

class HtmlFormatterTest {
    private static final Pattern TIME_OF_HTML =
            Pattern.compile("\\d{4}-\\d\\d-\\d\\d[T ]\\d\\d:\\d\\d:\\d\\d(\\.\\d{1,3})?Z?");

    /** A whole page that shows these events. */
    private static Document page(StreamEvent... events) {
        ByteArrayOutputStream page = new ByteArrayOutputStream();
        page.writeBytes(new HtmlPage("/app.css", "/app.js")
                .prologue("Log of <demo> & \"more\"", "<h1>Log</h1>", Map.of("q", List.of("\"><script>", "more"))));
        for (StreamEvent event : events) {
            byte[] bytes = new HtmlFormatter().encode(event);
            if (bytes != null) {
                page.writeBytes(bytes);
            }
        }
        return StrictHtml.parse(page.toByteArray());
    }

    private static Element main(Document page) {
        Element body = StrictHtml.children(page.getDocumentElement()).get(1);
        assertEquals(List.of("main"), StrictHtml.names(StrictHtml.children(body)));
        return StrictHtml.children(body).getFirst();
    }

    private static List<Element> items(Document page) {
        return StrictHtml.children(StrictHtml.children(main(page)).get(2));
    }

    private static String html(StreamEvent event) {
        return new String(new HtmlFormatter().encode(event), UTF_8);
    }

    @Test
    void aPageIsWholeFromItsFirstByteToItsLast() {
        Document page = page(Sample.HELLO, Sample.logged(Events.numbered(1)), Sample.ENDED);

        assertEquals("en", page.getDocumentElement().getAttribute("lang"));
        Element head = StrictHtml.children(page.getDocumentElement()).getFirst();
        assertEquals(
                List.of("meta", "title", "meta", "link", "link", "script"),
                StrictHtml.names(StrictHtml.children(head)));
        assertEquals(
                "Log of <demo> & \"more\"", StrictHtml.children(head).get(1).getTextContent());
        assertEquals(List.of("h1", "form", "ol", "p"), StrictHtml.names(StrictHtml.children(main(page))));
        assertEquals(List.of("li"), StrictHtml.names(items(page)));
        assertEquals(
                "timed out it took longer than 1 h",
                StrictHtml.children(main(page)).get(3).getTextContent());
    }

    @Test
    void aLineCanBeLinkedToAndIsColouredByItsLevel() {
        Element line =
                items(page(Sample.logged(Events.numbered(1)), Sample.ENDED)).getFirst();

        assertEquals("L1", line.getAttribute("id"));
        assertEquals("info", line.getAttribute("class"));
        assertEquals(List.of("time", "b", "i", "span"), StrictHtml.names(StrictHtml.children(line)));
        assertEquals("2026-11-21 09:34:06.124456 INFO org.acme.Shop line 1", line.getTextContent());
    }

    /** WHATWG HTML, 4.5.14: three digits below the second at the most, or else a datetime attribute that has no more. */
    @Test
    void aTimeIsOneThatTheStandardKnows() {
        Element time = StrictHtml.children(items(page(Sample.logged(Events.numbered(1)), Sample.ENDED))
                        .getFirst())
                .getFirst();
        String machineReadable = time.hasAttribute("datetime") ? time.getAttribute("datetime") : time.getTextContent();

        assertTrue(TIME_OF_HTML.matcher(machineReadable).matches(), machineReadable);
    }

    @Test
    void coloursOfTheWriterAreShown() {
        LogEvent coloured = Events.with(
                "all is <red> & bold",
                Map.of(),
                null,
                List.of(new StyleSpan(7, 12, "red"), new StyleSpan(15, 19, "bold on-blue")));
        Element text = StrictHtml.children(
                        items(page(Sample.logged(coloured), Sample.ENDED)).getFirst())
                .get(3);

        assertEquals("all is <red> & bold", text.getTextContent());
        List<Element> spans = StrictHtml.children(text);
        assertEquals(List.of("em", "em"), StrictHtml.names(spans));
        assertEquals("<red>", spans.get(0).getTextContent());
        assertEquals("red", spans.get(0).getAttribute("class"));
        assertEquals("bold on-blue", spans.get(1).getAttribute("class"));
    }

    @Test
    void coloursThatDoNotFitTheirMessageAreLeftOut() {
        LogEvent odd = Events.with(
                "short",
                Map.of(),
                null,
                List.of(new StyleSpan(1, 3, "red"), new StyleSpan(2, 4, "blue"), new StyleSpan(4, 900, "bold")));
        Element text = StrictHtml.children(
                        items(page(Sample.logged(odd), Sample.ENDED)).getFirst())
                .get(3);

        assertEquals("short", text.getTextContent());
        assertEquals(1, StrictHtml.children(text).size());
    }

    @Test
    void gapsHeartbeatsAndTheWayBackAreToldWithinThePage() {
        Document page = page(Sample.HELLO, Sample.GAP, Sample.HEARTBEAT, Sample.RECONNECT);

        assertEquals(List.of("li"), StrictHtml.names(items(page)));
        assertEquals("gap", items(page).getFirst().getAttribute("class"));
        assertTrue(items(page).getFirst().getTextContent().startsWith("1000 lines are missing"));
        Element end = StrictHtml.children(main(page)).get(3);
        Element button = StrictHtml.children(end).get(1);
        assertEquals("after", button.getAttribute("name"));
        assertEquals("1700000000000-12", button.getAttribute("value"));
    }

    @Test
    void whoGoesOnAfterACutAsksForTheSameLinesAgain() {
        Document page = page(Sample.HELLO, Sample.RECONNECT);

        Element form = StrictHtml.children(main(page)).get(1);
        Element button =
                StrictHtml.children(StrictHtml.children(main(page)).get(3)).get(1);
        assertEquals(form.getAttribute("id"), button.getAttribute("form"));
        assertEquals(
                List.of("q=\"><script>", "q=more"),
                StrictHtml.children(form).stream()
                        .map(field -> field.getAttribute("name") + "=" + field.getAttribute("value"))
                        .toList());
    }

    @Test
    void aLogWithoutALineIsAPageToo() {
        assertEquals(List.of(), items(page(Sample.HELLO, Sample.ENDED)));
    }

    @Test
    void noTextCanBecomeMarkup() {
        List<LogEvent> hostile = Hostile.events();

        List<Element> items = items(page(Sample.logged(hostile), Sample.ENDED));

        assertEquals(hostile.size(), items.size());
        for (int i = 0; i < items.size(); i++) {
            LogEvent event = hostile.get(i);
            List<Element> parts = StrictHtml.children(items.get(i));
            assertEquals(
                    event.thrown() == null
                            ? List.of("time", "b", "i", "span")
                            : List.of("time", "b", "i", "span", "pre"),
                    StrictHtml.names(parts));
            int styles = event.styles().size();
            assertEquals(
                    parts.size() + styles, StrictHtml.descendants(items.get(i)).size());
            String expected = visible(event.message());
            assertEquals(expected, parts.get(3).getTextContent());
        }
    }

    /** The text with what cannot or must not be in a page written out; all else is just what was logged. */
    private static String visible(String text) {
        StringBuilder shown = new StringBuilder();
        String wellFormed = new String(text.getBytes(UTF_8), UTF_8);
        for (int i = 0; i < wellFormed.length(); i++) {
            char c = wellFormed.charAt(i);
            boolean astralNonCharacter = i + 1 < wellFormed.length()
                    && Character.isHighSurrogate(c)
                    && (wellFormed.codePointAt(i) & 0xfffe) == 0xfffe;
            if (astralNonCharacter) {
                shown.append("\\u%04x\\u%04x".formatted((int) c, (int) wellFormed.charAt(i + 1)));
                i++;
            } else if (c == '\r') {
                shown.append("\\r");
            } else if (c != '\n' && c != '\t' && PlainText.isUnsafe(c)) {
                shown.append("\\u%04x".formatted((int) c));
            } else {
                shown.append(c);
            }
        }
        return shown.toString();
    }

    @Test
    void anEndThatNamesHostileTextIsStillTheEnd() {
        for (String text : Hostile.TEXTS) {
            Document page = page(Sample.HELLO, new StreamEvent.Ended("failed", text));
            assertEquals(List.of("h1", "form", "ol", "p"), StrictHtml.names(StrictHtml.children(main(page))));
            assertEquals(
                    List.of("strong"),
                    StrictHtml.names(StrictHtml.descendants(
                            StrictHtml.children(main(page)).get(3))));
        }
    }

    @Test
    void thereIsNoScriptWhateverIsShown() {
        StreamEvent[] all = {
            Sample.HELLO, Sample.logged(Hostile.events()), Sample.GAP, Sample.HEARTBEAT, Sample.RECONNECT
        };
        for (Element element : StrictHtml.descendants(main(page(all)))) {
            assertTrue(!Set.of("script", "iframe", "object", "style").contains(element.getLocalName()));
            for (int i = 0; i < element.getAttributes().getLength(); i++) {
                String name = element.getAttributes().item(i).getNodeName();
                assertTrue(!name.startsWith("on") && !name.equals("style"), name);
            }
        }
    }

    @Test
    void theGreetingShowsNothing() {
        assertEquals("", html(Sample.HELLO));
        assertEquals("<!-- heartbeat -->\n", html(Sample.HEARTBEAT));
    }
}
