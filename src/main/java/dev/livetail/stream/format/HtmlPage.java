package dev.livetail.stream.format;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import io.quarkiverse.web.bundler.runtime.Bundle;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Map;

/** The beginning of a page that ends in a log: everything up to the list's first item. Immutable. */
@Singleton
public final class HtmlPage {
    static final String EPILOGUE = "</main>\n</body>\n</html>\n";

    private final String style;
    private final String script;

    @Inject
    HtmlPage(Bundle bundle) {
        this(bundle.style("app"), bundle.script("app"));
    }

    /**
     * A page that refers to these.
     *
     * @param style the address of its style sheet
     * @param script the address of its script
     */
    public HtmlPage(String style, String script) {
        this.style = requireNonNull(style, "style is null");
        this.script = requireNonNull(script, "script is null");
    }

    /**
     * The page up to where the log begins. Its body has the focus, since it is what scrolls: the keys that scroll would do
     * nothing until someone clicks.
     *
     * @param title the page's title, as text
     * @param header what stands above the log, as HTML
     * @param again what the reader asked for, but where to begin; sent again by a reader that was cut and goes on
     */
    public byte[] prologue(String title, String header, Map<String, List<String>> again) {
        StringBuilder out = new StringBuilder(1024);
        out.append("<!DOCTYPE html>\n<html lang=\"en\" class=\"follows\">\n<head>\n<meta charset=\"utf-8\">\n<title>");
        HtmlText.append(title, out);
        out.append("""
                </title>
                <meta name="viewport" content="width=device-width, initial-scale=1">
                <link rel="icon" href="/favicon.svg" type="image/svg+xml">
                <link rel="stylesheet" href="%s">
                <script type="module" async src="%s"></script>
                </head>
                <body tabindex="-1" autofocus>
                <main>
                """.formatted(style, script));
        out.append(header);
        // Its button comes with the cut, from an encoder that serves all readers and knows of none what it asked for.
        out.append("\n<form id=\"again\">\n");
        again.forEach((name, values) -> values.forEach(value -> appendField(name, value, out)));
        out.append("</form>\n<ol class=\"log\">\n");
        return out.toString().getBytes(UTF_8);
    }

    /**
     * A whole page, as it would have begun, that says why there is no log on it.
     *
     * @param title the page's title, as text
     * @param header what stands above the log, as HTML
     * @param why what is wrong, and what would be accepted, as text
     */
    public byte[] refusal(String title, String header, String why) {
        StringBuilder out = new StringBuilder(new String(prologue(title, header, Map.of()), UTF_8));
        out.append("</ol>\n<p class=\"end notice\" role=\"alert\">");
        HtmlText.append(why, out);
        out.append("</p>\n").append(EPILOGUE);
        return out.toString().getBytes(UTF_8);
    }

    private static void appendField(String name, String value, StringBuilder out) {
        out.append("<input type=\"hidden\" name=\"");
        HtmlText.append(name, out);
        out.append("\" value=\"");
        HtmlText.append(value, out);
        out.append("\">\n");
    }
}
