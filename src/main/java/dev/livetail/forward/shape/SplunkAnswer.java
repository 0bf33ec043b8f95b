package dev.livetail.forward.shape;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What Splunk's HTTP Event Collector says of a batch that it refuses.
 *
 * @param code its own code for the reason
 * @param text the same in words
 * @param invalidEvent which event it could not read, from 0; -1 where it does not say
 */
record SplunkAnswer(int code, String text, int invalidEvent) {
    private static final int INCORRECT_INDEX = 7;

    static Optional<SplunkAnswer> read(byte[] body) {
        int code = -1;
        int invalidEvent = -1;
        String text = "";
        try (JsonParser json = Json.parser(body)) {
            if (json.nextToken() != JsonToken.START_OBJECT) {
                return Optional.empty();
            }
            while (json.nextToken() == JsonToken.FIELD_NAME) {
                String name = json.currentName();
                JsonToken value = json.nextToken();
                switch (name) {
                    case "code" -> code = json.getValueAsInt(-1);
                    case "invalid-event-number" -> invalidEvent = json.getValueAsInt(-1);
                    case "text" -> text = value.isScalarValue() ? json.getText() : "";
                    default -> json.skipChildren();
                }
            }
            return Optional.of(new SplunkAnswer(code, text, invalidEvent));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /**
     * One is refused, the others are sent again: those behind it were not read, and of those before it nobody promises
     * that they were kept. Nothing where it speaks of all, as it does of an index, which all have in common.
     */
    Optional<Verdict> verdict(int entryCount) {
        if (invalidEvent < 0 || invalidEvent >= entryCount || code == INCORRECT_INDEX) {
            return Optional.empty();
        }
        SortedMap<Integer, String> retried = new TreeMap<>();
        for (int i = 0; i < entryCount; i++) {
            retried.put(i, "sent with one that was refused");
        }
        retried.remove(invalidEvent);
        SortedMap<Integer, String> refused = new TreeMap<>();
        refused.put(invalidEvent, Reason.of(code + " " + text));
        return Optional.of(new Verdict.Divided(retried, refused));
    }
}
