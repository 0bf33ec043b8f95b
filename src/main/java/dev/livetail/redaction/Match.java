package dev.livetail.redaction;

/**
 * A secret in a text.
 *
 * @param start where what tells that it is one begins, such as its name
 * @param from where it begins itself
 * @param to the index behind it
 * @param rule what recognised it; or null, if it need not be taken out, but what follows it is where to go on
 * @param replacement what is to stand in its place
 */
record Match(int start, int from, int to, RedactionRule rule, String replacement) {

    static Match of(RedactionRule rule, int start, int from, int to) {
        return new Match(start, from, to, rule, Redactor.STARS);
    }

    /** Nothing to take out up to here, and no need to look again. */
    static Match nothingUpTo(int to) {
        return new Match(to, to, to, null, "");
    }

    boolean isSecret() {
        return rule != null;
    }
}
