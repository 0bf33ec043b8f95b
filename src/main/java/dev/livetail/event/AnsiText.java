package dev.livetail.event;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Text parted from the ANSI escape sequences in it (ECMA-48): the plain characters, and the colours they had.
 *
 * <p>Colour sequences (SGR) become {@link StyleSpan}s; 256-colour and true-colour values become the nearest of the
 * sixteen names. All other sequences (cursor movement, titles, links) are dropped, so that nothing in a log line can
 * move a reader's cursor or rewrite what a terminal already shows. Linear in the length of the text.
 *
 * @param text the plain text
 * @param styles its colours, ascending, without overlap
 */
public record AnsiText(String text, List<StyleSpan> styles) {
    private static final char ESCAPE = '\u001b';
    private static final char CSI = '\u009b';
    private static final String[] COLOURS = {"black", "red", "green", "yellow", "blue", "magenta", "cyan", "white"};
    private static final int MAX_SPANS = 1024;
    private static final int MAX_PARAMETERS = 32;

    public AnsiText {
        styles = List.copyOf(styles);
    }

    /** Parts {@code raw}; where it has no escape character it is returned as it is, at the cost of one scan. */
    public static AnsiText parse(String raw) {
        if (raw.indexOf(ESCAPE) < 0 && raw.indexOf(CSI) < 0) {
            return new AnsiText(raw, List.of());
        }
        return new Parser(raw).parse();
    }

    private static final class Parser {
        private final String raw;
        private final StringBuilder plain;
        private final List<StyleSpan> spans = new ArrayList<>();
        private int spanStart;
        private boolean bold;
        private boolean dim;
        private boolean italic;
        private boolean underline;
        private String foreground;
        private String background;

        Parser(String raw) {
            this.raw = raw;
            this.plain = new StringBuilder(raw.length());
        }

        AnsiText parse() {
            int i = 0;
            while (i < raw.length()) {
                char c = raw.charAt(i);
                if (c == CSI) {
                    i = controlSequence(i + 1);
                } else if (c == ESCAPE) {
                    i = escapeSequence(i + 1);
                } else {
                    plain.append(c);
                    i++;
                }
            }
            closeSpan();
            return new AnsiText(plain.toString(), spans);
        }

        /** Returns the index behind the sequence whose first character after ESC is at {@code i}. */
        private int escapeSequence(int i) {
            if (i >= raw.length()) {
                return i;
            }
            return switch (raw.charAt(i)) {
                case '[' -> controlSequence(i + 1);
                // Operating system command, device control and the like: text up to BEL or ESC \
                case ']', 'P', 'X', '^', '_' -> controlString(i + 1);
                default -> shortSequence(i);
            };
        }

        private int shortSequence(int i) {
            int at = i;
            while (at < raw.length() && raw.charAt(at) >= ' ' && raw.charAt(at) <= '/') {
                at++;
            }
            boolean isFinal = at < raw.length() && raw.charAt(at) >= '0' && raw.charAt(at) <= '~';
            return isFinal ? at + 1 : at;
        }

        private int controlString(int i) {
            for (int at = i; at < raw.length(); at++) {
                char c = raw.charAt(at);
                if (c == '\u0007' || c == '\u009c') {
                    return at + 1;
                }
                if (c == ESCAPE) {
                    return at + 1 < raw.length() && raw.charAt(at + 1) == '\\' ? at + 2 : at;
                }
                if (c == '\n' || c == '\r') {
                    return at;
                }
            }
            return raw.length();
        }

        private int controlSequence(int i) {
            int at = i;
            while (at < raw.length() && raw.charAt(at) >= ' ' && raw.charAt(at) <= '?') {
                at++;
            }
            if (at >= raw.length() || raw.charAt(at) < '@' || raw.charAt(at) > '~') {
                return at;
            }
            if (raw.charAt(at) == 'm') {
                select(raw.substring(i, at));
            }
            return at + 1;
        }

        private void select(String parameters) {
            int[] codes = codes(parameters);
            if (codes.length == 0) {
                return;
            }
            closeSpan();
            int i = 0;
            while (i < codes.length) {
                i = apply(codes, i);
            }
        }

        /** Applies the code at {@code i}, and returns the index of the next one. */
        private int apply(int[] codes, int i) {
            int code = codes[i];
            if (code == 38 || code == 48) {
                return extendedColour(codes, i);
            }
            switch (code) {
                case 0 -> reset();
                case 1 -> bold = true;
                case 2 -> dim = true;
                case 3 -> italic = true;
                case 4 -> underline = true;
                case 22 -> {
                    bold = false;
                    dim = false;
                }
                case 23 -> italic = false;
                case 24 -> underline = false;
                case 39 -> foreground = null;
                case 49 -> background = null;
                default -> basicColour(code);
            }
            return i + 1;
        }

        private void basicColour(int code) {
            if (code >= 30 && code <= 37) {
                foreground = COLOURS[code - 30];
            } else if (code >= 90 && code <= 97) {
                foreground = "bright-" + COLOURS[code - 90];
            } else if (code >= 40 && code <= 47) {
                background = COLOURS[code - 40];
            } else if (code >= 100 && code <= 107) {
                background = "bright-" + COLOURS[code - 100];
            }
        }

        private int extendedColour(int[] codes, int i) {
            String colour = null;
            int next = codes.length;
            if (i + 2 < codes.length && codes[i + 1] == 5) {
                colour = indexed(codes[i + 2]);
                next = i + 3;
            } else if (i + 4 < codes.length && codes[i + 1] == 2) {
                colour = nearest(codes[i + 2], codes[i + 3], codes[i + 4]);
                next = i + 5;
            }
            if (colour != null && codes[i] == 38) {
                foreground = colour;
            } else if (colour != null) {
                background = colour;
            }
            return next;
        }

        private static String indexed(int index) {
            if (index < 8) {
                return COLOURS[index];
            }
            if (index < 16) {
                return "bright-" + COLOURS[index - 8];
            }
            if (index < 232) {
                int cube = index - 16;
                return nearest(cube / 36 * 51, cube / 6 % 6 * 51, cube % 6 * 51);
            }
            int grey = (Math.min(index, 255) - 232) * 10 + 8;
            return nearest(grey, grey, grey);
        }

        /** The sixteen-colour name whose channels are on or off as these are, bright where any channel is strong. */
        private static String nearest(int red, int green, int blue) {
            int strongest = Math.max(red, Math.max(green, blue));
            if (strongest < 48) {
                return "black";
            }
            int threshold = Math.max(48, strongest / 2);
            int colour = (red >= threshold ? 1 : 0) | (green >= threshold ? 2 : 0) | (blue >= threshold ? 4 : 0);
            if (colour == 7) {
                return strongest < 128 ? "bright-black" : strongest < 224 ? "white" : "bright-white";
            }
            return strongest > 200 ? "bright-" + COLOURS[colour] : COLOURS[colour];
        }

        /** The numbers of an SGR sequence; none if it holds anything else. An absent number is 0. */
        private static int[] codes(String parameters) {
            int[] codes = new int[MAX_PARAMETERS];
            int count = 0;
            int number = 0;
            for (int i = 0; i <= parameters.length(); i++) {
                char c = i == parameters.length() ? ';' : parameters.charAt(i);
                if (c >= '0' && c <= '9') {
                    number = Math.min(number * 10 + (c - '0'), 999);
                } else if (c == ';' || c == ':') {
                    if (count == MAX_PARAMETERS) {
                        break;
                    }
                    codes[count++] = number;
                    number = 0;
                } else {
                    return new int[0];
                }
            }
            return Arrays.copyOf(codes, count);
        }

        private void reset() {
            bold = false;
            dim = false;
            italic = false;
            underline = false;
            foreground = null;
            background = null;
        }

        private void closeSpan() {
            String style = style();
            if (plain.length() > spanStart && !style.isEmpty() && spans.size() < MAX_SPANS) {
                spans.add(new StyleSpan(spanStart, plain.length(), style));
            }
            spanStart = plain.length();
        }

        private String style() {
            StringBuilder style = new StringBuilder();
            append(style, bold, "bold");
            append(style, dim, "dim");
            append(style, italic, "italic");
            append(style, underline, "underline");
            append(style, foreground != null, foreground);
            append(style, background != null, "on-" + background);
            return style.toString();
        }

        private static void append(StringBuilder style, boolean present, String name) {
            if (present) {
                style.append(style.isEmpty() ? "" : " ").append(name);
            }
        }
    }
}
