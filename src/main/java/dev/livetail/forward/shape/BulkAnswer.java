package dev.livetail.forward.shape;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The answer to a bulk request, of one thread. Its items are in the order of the request. What it does not tell, because
 * it is cut or something else altogether, is to be sent again: that does no harm, since each document has its own id.
 */
final class BulkAnswer {
    private static final int CONFLICT = 409;
    private static final int TOO_MANY_REQUESTS = 429;

    private final int entryCount;
    private final SortedMap<Integer, String> retried = new TreeMap<>();
    private final SortedMap<Integer, String> refused = new TreeMap<>();
    private int items;

    BulkAnswer(int entryCount) {
        this.entryCount = entryCount;
    }

    Verdict read(byte[] body) {
        try (JsonParser json = Json.parser(body)) {
            if (json.nextToken() == JsonToken.START_OBJECT && !readObject(json)) {
                return Verdict.ACCEPTED;
            }
        } catch (IOException e) {
            // Below is what becomes of the items that could not be read.
            return verdict();
        }
        return verdict();
    }

    /** Whether there may be errors. */
    private boolean readObject(JsonParser json) throws IOException {
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            String name = json.currentName();
            JsonToken value = json.nextToken();
            if (name.equals("errors") && value == JsonToken.VALUE_FALSE) {
                return false;
            } else if (name.equals("items") && value == JsonToken.START_ARRAY) {
                while (json.nextToken() == JsonToken.START_OBJECT && items < entryCount) {
                    readItem(json);
                }
            } else {
                json.skipChildren();
            }
        }
        return true;
    }

    /** Reads {@code {"create":{"status":…,"error":…}}}. */
    private void readItem(JsonParser json) throws IOException {
        int status = 0;
        String error = "";
        json.nextToken();
        json.nextToken();
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            String name = json.currentName();
            JsonToken value = json.nextToken();
            if (name.equals("status")) {
                status = json.getValueAsInt();
            } else if (name.equals("error") && value == JsonToken.START_OBJECT) {
                error = readError(json);
            } else {
                json.skipChildren();
            }
        }
        json.nextToken();
        judge(status, Reason.of(status + " " + error));
    }

    private static String readError(JsonParser json) throws IOException {
        String type = "";
        String reason = "";
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            String name = json.currentName();
            JsonToken value = json.nextToken();
            if (name.equals("type") && value.isScalarValue()) {
                type = json.getText();
            } else if (name.equals("reason") && value.isScalarValue()) {
                reason = json.getText();
            } else {
                json.skipChildren();
            }
        }
        return type + ": " + reason;
    }

    private void judge(int status, String reason) {
        int item = items++;
        // A conflict means that an earlier attempt, whose answer was lost, brought it there.
        boolean isTaken = (status >= 200 && status < 300) || status == CONFLICT;
        if (isTaken) {
            return;
        }
        boolean mayPass = status < 400 || status == TOO_MANY_REQUESTS || status >= 500;
        (mayPass ? retried : refused).put(item, reason);
    }

    private Verdict verdict() {
        for (int item = items; item < entryCount; item++) {
            retried.put(item, "the answer does not tell what became of it");
        }
        return retried.isEmpty() && refused.isEmpty() ? Verdict.ACCEPTED : new Verdict.Divided(retried, refused);
    }
}
