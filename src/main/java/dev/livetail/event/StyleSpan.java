package dev.livetail.event;

import static java.util.Objects.requireNonNull;

/**
 * A stretch of a message that its writer coloured or emphasised by ANSI escape sequences.
 *
 * @param start index of the first character in the message, from 0
 * @param end index behind the last one, greater than {@code start}
 * @param style space-separated names, safe as CSS class names: {@code bold dim italic underline}, a colour
 *     ({@code black red green yellow blue magenta cyan white}, or {@code bright-red} and so on), a background
 *     ({@code on-red} and so on)
 */
public record StyleSpan(int start, int end, String style) {
    public StyleSpan {
        requireNonNull(style, "style is null");
        if (start < 0 || end <= start) {
            throw new IllegalArgumentException("a span must not be empty: " + start + " to " + end);
        }
    }
}
