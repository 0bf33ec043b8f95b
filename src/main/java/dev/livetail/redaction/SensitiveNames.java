package dev.livetail.redaction;

import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Knows by its name that something is secret.
 *
 * <p>Names are written in many ways, {@code clientSecret}, {@code CLIENT_SECRET}, {@code oauth[client-secret]}, and mostly
 * end in the word that tells. So a name is read backwards, along a tree of the words spelt backwards, which ends after one
 * or two letters for most names. Case, dashes and underscores do not count. A word of up to four letters must be a whole
 * word of the name: {@code user_pin} is secret, {@code spinning} is not.
 *
 * <p>Immutable once it is made, and so thread-safe.
 */
final class SensitiveNames {

    /** What the value behind such a name is like. */
    enum Kind {
        VALUE,
        /** The name may also be that of a count: {@code tokens: 5}. */
        COUNTABLE,
        /** In groups with a space between them, as people write long numbers. */
        GROUPED,
        /** A scheme and what it needs, up to the end of the line. */
        AUTHORIZATION,
        COOKIE,
        SET_COOKIE
    }

    private static final Map<Kind, List<String>> WORDS = Map.of(
            Kind.VALUE,
            List.of(("password passwd passwort pwd passphrase passcode storepass keypass"
                            + " passwordhash passwordconfirm passwordconfirmation passwordrepeat"
                            + " secret token jwt apikey accesskey secretkey privatekey signingkey encryptionkey"
                            + " accountkey sharedkey masterkey authkey credential amzsignature sharedaccesssignature"
                            + " sessionid sessid sid csrf xsrf otp totp onetimecode verificationcode securitycode"
                            + " pin cvv cvc")
                    .split(" ")),
            Kind.COUNTABLE,
            List.of("pass", "passwords", "secrets", "tokens", "credentials", "cookies", "apikeys"),
            Kind.GROUPED,
            List.of("ssn", "socialsecuritynumber", "creditcard", "creditcardnumber", "cardnumber", "ccnumber", "iban"),
            Kind.AUTHORIZATION,
            List.of("authorization"),
            Kind.COOKIE,
            List.of("cookie"),
            Kind.SET_COOKIE,
            List.of("setcookie"));

    private static final int SHORT = 4;
    private static final int MAX_STEPS = 64;
    private static final int SYMBOLS = 36;

    private final Node root = new Node();

    private static final class Node {
        private final Node[] next = new Node[SYMBOLS];
        private Kind kind;
        private boolean shortWord;
    }

    SensitiveNames(Collection<String> more) {
        WORDS.forEach((kind, words) -> words.forEach(word -> add(word, kind)));
        more.forEach(word -> add(word, Kind.VALUE));
    }

    static boolean isWord(String word) {
        return word.chars().allMatch(c -> symbol((char) c) >= 0 || c == '-' || c == '_')
                && bare(word).length() >= 2;
    }

    private static String bare(String word) {
        return word.replace("-", "").replace("_", "").toLowerCase(Locale.ROOT);
    }

    private void add(String word, Kind kind) {
        String letters = bare(word);
        Node node = root;
        for (int i = letters.length() - 1; i >= 0; i--) {
            int symbol = symbol(letters.charAt(i));
            if (node.next[symbol] == null) {
                node.next[symbol] = new Node();
            }
            node = node.next[symbol];
        }
        if (node.kind == null) {
            node.kind = kind;
            node.shortWord = letters.length() <= SHORT;
        }
    }

    /** What is behind a name, or null if it is not secret. */
    Kind kindOf(String name) {
        return name.isEmpty() ? null : kindAt(name, name.length() - 1);
    }

    /** The same of the name in {@code text} whose last character is at {@code last}. */
    Kind kindAt(String text, int last) {
        int end = text.charAt(last) == ']' ? innermost(text, last) : last;
        Kind kind = walk(text, end);
        if (kind == null && end >= 0 && isDigit(text.charAt(end))) {
            // password2
            int letter = end;
            while (letter >= 0 && end - letter < SHORT && isDigit(text.charAt(letter))) {
                letter--;
            }
            return walk(text, letter);
        }
        return kind;
    }

    /** In {@code user[password]} and {@code password[0]}, where the word that counts ends. */
    private static int innermost(String text, int last) {
        int open = last - 1;
        boolean digits = true;
        while (open >= 0 && last - open < MAX_STEPS && text.charAt(open) != '[') {
            digits &= isDigit(text.charAt(open));
            open--;
        }
        if (open >= 0 && text.charAt(open) == '[' && digits) {
            return open - 1;
        }
        int end = last - 1;
        while (end >= 0 && last - end < SHORT && (text.charAt(end) == '"' || text.charAt(end) == '\'')) {
            end--;
        }
        return end;
    }

    private Kind walk(String text, int last) {
        Kind found = null;
        Node node = root;
        for (int i = last; i >= 0 && last - i < MAX_STEPS; i--) {
            char c = text.charAt(i);
            if (c != '-' && c != '_') {
                int symbol = symbol(c);
                node = symbol < 0 ? null : node.next[symbol];
                if (node == null) {
                    return found;
                }
                if (node.kind != null && (!node.shortWord || beginsWord(text, i))) {
                    found = node.kind;
                }
            }
        }
        return found;
    }

    private static boolean beginsWord(String text, int i) {
        if (i == 0) {
            return true;
        }
        char before = text.charAt(i - 1);
        if (symbol(before) < 0) {
            return before < 0x80;
        }
        boolean camel = text.charAt(i) < 'a' && (before >= 'a' || before < 'A');
        // The n of a line break that is written as \n
        boolean escaped = i >= 2 && text.charAt(i - 2) == '\\';
        return camel || escaped;
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    private static int symbol(char c) {
        if (c >= 'a' && c <= 'z') {
            return c - 'a';
        }
        if (c >= 'A' && c <= 'Z') {
            return c - 'A';
        }
        return isDigit(c) ? 26 + c - '0' : -1;
    }
}
