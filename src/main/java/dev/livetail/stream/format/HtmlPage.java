package dev.livetail.stream.format;

import static java.nio.charset.StandardCharsets.UTF_8;

/** The beginning of a page that ends in a log: everything up to the list's first item. */
public final class HtmlPage {
    static final String EPILOGUE = "</main>\n</body>\n</html>\n";

    private HtmlPage() {}

    /**
     * The page up to where the log begins. Its body has the focus, since it is what scrolls: the keys that scroll would do
     * nothing until someone clicks.
     *
     * @param title the page's title, as text
     * @param header what stands above the log, as HTML
     */
    public static byte[] prologue(String title, String header) {
        StringBuilder out = new StringBuilder(1024);
        out.append("<!DOCTYPE html>\n<html lang=\"en\" class=\"follows\">\n<head>\n<meta charset=\"utf-8\">\n<title>");
        HtmlText.append(title, out);
        out.append("""
                </title>
                <meta name="viewport" content="width=device-width, initial-scale=1">
                <link rel="icon" href="/favicon.svg" type="image/svg+xml">
                <link rel="stylesheet" href="/livetail.css">
                </head>
                <body tabindex="-1" autofocus>
                <main>
                """);
        out.append(header).append("\n<ol class=\"log\">\n");
        return out.toString().getBytes(UTF_8);
    }
}
