package dev.livetail.redaction;

/** Tells {@code Basic dXNlcjpwYXNz} from "basic arithmetic": what is in it is a user, a colon and a password. */
final class BasicCredentials {
    private BasicCredentials() {}

    static boolean isSo(String text, int from, int to) {
        int bits = 0;
        int count = 0;
        boolean colon = false;
        for (int i = from; i < to && text.charAt(i) != '='; i++) {
            int six = six(text.charAt(i));
            if (six < 0) {
                return false;
            }
            bits = (bits << 6 | six) & 0xFFFFFF;
            count += 6;
            if (count >= 8) {
                count -= 8;
                int octet = bits >> count & 0xFF;
                if (!colon && octet < ' ') {
                    return false;
                }
                colon |= octet == ':';
            }
        }
        return colon;
    }

    private static int six(char c) {
        if (c >= 'A' && c <= 'Z') {
            return c - 'A';
        }
        if (c >= 'a' && c <= 'z') {
            return c - 'a' + 26;
        }
        if (c >= '0' && c <= '9') {
            return c - '0' + 52;
        }
        return switch (c) {
            case '+', '-' -> 62;
            case '/', '_' -> 63;
            default -> -1;
        };
    }
}
