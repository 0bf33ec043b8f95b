package dev.livetail.redaction;

import java.util.Locale;
import java.util.Set;

/** The headers of cookies: the value of each is taken out, its name and what is said of it stay. */
final class Cookies {
    private static final Set<String> ATTRIBUTES =
            Set.of("path", "domain", "expires", "max-age", "secure", "httponly", "samesite", "partitioned", "priority");

    private Cookies() {}

    /** What stays of {@code cookies}; the same text, if that is all of it. */
    static String redact(String cookies, boolean setCookie) {
        StringBuilder out = new StringBuilder(cookies.length());
        int from = 0;
        while (from <= cookies.length()) {
            int semicolon = cookies.indexOf(';', from);
            int end = semicolon < 0 ? cookies.length() : semicolon;
            append(cookies, from, end, setCookie && from > 0, out);
            if (semicolon >= 0) {
                out.append(';');
            }
            from = end + 1;
        }
        String redacted = out.toString();
        return redacted.equals(cookies) ? cookies : redacted;
    }

    private static void append(String cookies, int from, int end, boolean attribute, StringBuilder out) {
        int name = from;
        while (name < end && cookies.charAt(name) == ' ') {
            name++;
        }
        int equals = cookies.indexOf('=', name, end);
        boolean named = equals >= 0;
        String key = cookies.substring(name, named ? equals : end).trim().toLowerCase(Locale.ROOT);
        int value = named ? equals + 1 : name;
        if (value == end || (attribute && ATTRIBUTES.contains(key))) {
            out.append(cookies, from, end);
        } else {
            out.append(cookies, from, value).append(Redactor.STARS);
        }
    }
}
