package dev.livetail;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The addresses of a page's bundles, which change with what is in them. */
final class Bundled {
    private static final Pattern STYLE =
            Pattern.compile("<link rel=\"stylesheet\" href=\"(/static/bundle/app-\\w+\\.css)\">");
    private static final Pattern SCRIPT =
            Pattern.compile("<script type=\"module\" async src=\"(/static/bundle/app-\\w+\\.js)\"></script>");

    private Bundled() {}

    static String style(String page) {
        return address(STYLE, page);
    }

    static String script(String page) {
        return address(SCRIPT, page);
    }

    private static String address(Pattern of, String page) {
        Matcher matcher = of.matcher(page);
        assertTrue(matcher.find(), page);
        return matcher.group(1);
    }
}
