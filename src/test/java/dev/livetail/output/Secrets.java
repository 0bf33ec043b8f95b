package dev.livetail.output;

import dev.livetail.redaction.Redactor;
import java.util.HashMap;
import java.util.Map;

/** A redactor that knows one secret, whatever the rules may be. */
final class Secrets extends Redactor {
    static final String SECRET = "hunter2";

    @Override
    public String text(String text) {
        return text.replace(SECRET, "***");
    }

    @Override
    public Map<String, String> values(Map<String, String> values) {
        Map<String, String> redacted = new HashMap<>(values);
        redacted.replaceAll((name, value) -> text(value));
        return redacted;
    }
}
