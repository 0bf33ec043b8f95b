package dev.livetail.redaction;

/**
 * Finds the numbers of payment cards: 13 to 19 digits, perhaps in groups, with a valid check digit and the beginning and
 * the length that an issuer gives. Looks at no more than a few characters beyond the longest number.
 */
final class CardNumbers {
    private static final int MIN = 13;
    private static final int MAX = 19;
    private static final int FIRST_GROUP = 4;
    private static final int LONGEST_GROUP = 7;

    private CardNumbers() {}

    /** The index behind the number that begins at {@code from}, a digit; or -1 where none does. */
    static int end(String text, int from) {
        if (!mayBegin(text, from)) {
            return -1;
        }
        char separator = 0;
        int found = -1;
        int digits = 0;
        int group = 0;
        int sum = 0;
        int sumShifted = 0;
        int i = from;
        while (i < text.length()) {
            char c = text.charAt(i);
            if (c >= '0' && c <= '9') {
                if (digits == MAX) {
                    return found;
                }
                digits++;
                group++;
                // Which digits count double is known only at the end: so both sums are kept, and swap at each digit.
                int digit = c - '0';
                int doubled = digit > 4 ? 2 * digit - 9 : 2 * digit;
                int next = sumShifted + digit;
                sumShifted = sum + doubled;
                sum = next;
                if (digits >= MIN && sum % 10 == 0 && mayEnd(text, i + 1) && isIssued(text, from, digits)) {
                    found = i + 1;
                }
            } else if (isSeparator(c, separator) && isGroup(group, digits) && digitAt(text, i + 1)) {
                separator = c;
                group = 0;
            } else {
                return found;
            }
            i++;
        }
        return found;
    }

    private static boolean isSeparator(char c, char before) {
        return before == 0 ? c == ' ' || c == '-' : c == before;
    }

    private static boolean isGroup(int group, int digits) {
        return digits == group ? group == FIRST_GROUP : group <= LONGEST_GROUP;
    }

    private static boolean mayBegin(String text, int from) {
        if (from == 0) {
            return true;
        }
        char before = text.charAt(from - 1);
        if (before == '.') {
            return from == 1 || (!isWord(text.charAt(from - 2)) && text.charAt(from - 2) != '*');
        }
        // Behind a dash it is negative, or goes on from something; behind a star that is not seen any more.
        return (!isWord(before) && before != '-' && before != '*') || isEscape(text, from - 1);
    }

    /** The n of a line break that is written as \n */
    private static boolean isEscape(String text, int i) {
        char c = text.charAt(i);
        return (c == 'n' || c == 'r' || c == 't') && i > 0 && text.charAt(i - 1) == '\\';
    }

    private static boolean mayEnd(String text, int end) {
        if (end == text.length()) {
            return true;
        }
        char next = text.charAt(end);
        return (next == '.' || next == '-') ? !digitAt(text, end + 1) : !isWord(next);
    }

    private static boolean isWord(char c) {
        return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || c >= 0x80;
    }

    private static boolean digitAt(String text, int i) {
        return i < text.length() && text.charAt(i) >= '0' && text.charAt(i) <= '9';
    }

    private static boolean isIssued(String text, int from, int length) {
        int prefix = prefix(text, from);
        int two = prefix / 100;
        int three = prefix / 10;
        if (prefix / 1000 == 4) {
            return length == 13 || length == 16 || length == 19; // Visa
        }
        if (two == 34 || two == 37) {
            return length == 15; // American Express
        }
        if ((two >= 51 && two <= 55) || (prefix >= 2221 && prefix <= 2720)) {
            return length == 16; // Mastercard
        }
        if ((three >= 300 && three <= 305) || two == 36 || two == 38 || two == 39) {
            return length == 14; // Diners Club
        }
        boolean discover = prefix == 6011 || (three >= 644 && three <= 649) || two == 65;
        boolean jcb = prefix >= 3528 && prefix <= 3589;
        if (discover || jcb || two == 62) {
            return length >= 16; // 62: UnionPay
        }
        return two == 50 || (two >= 56 && two <= 58) || two == 63 || two == 67; // Maestro
    }

    private static int prefix(String text, int from) {
        int prefix = 0;
        int digits = 0;
        for (int i = from; digits < FIRST_GROUP; i++) {
            char c = text.charAt(i);
            if (c >= '0' && c <= '9') {
                prefix = 10 * prefix + c - '0';
                digits++;
            }
        }
        return prefix;
    }
}
