package dev.livetail.redaction;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.code_intelligence.jazzer.junit.DictionaryEntries;
import com.code_intelligence.jazzer.junit.FuzzTest;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.livetail.event.Thrown;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Looks for a text that breaks redaction, guided by what of the code it reaches. */
class RedactorFuzz {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String SECRET = "sEcReT";

    private final Redactor redactor = new Redactor();

    @DictionaryEntries({
        "password=",
        "\"token\":",
        "Authorization: ",
        "Cookie: ",
        "Set-Cookie: ",
        "--password ",
        "Bearer ",
        "Basic ",
        "eyJhbGciOiJIUzI1NiJ9.",
        "4111 1111 1111 1111",
        "4111111111111111",
        "AKIAIOSFODNN7EXAMPLE",
        "http://u:p@",
        "-----BEGIN PRIVATE KEY-----",
        "-----END PRIVATE KEY-----",
        "\\\"",
        "\\\\\\\"",
        "***",
        "ssn: "
    })
    @FuzzTest(maxDuration = "5m")
    void noTextBreaksIt(FuzzedDataProvider data) throws JsonProcessingException {
        // It soon learns the secret, and would put it where it may be seen
        String first = data.consumeString(200).replace('R', 'r');
        String second = data.consumeString(200);
        String text = data.consumeRemainingAsString().replace('R', 'r');
        assertTrue(redactor.text(text).length() <= 5 * text.length());
        int at = text.length() / 2;
        int seam = redactor.seam(text, at);
        assertTrue(seam >= 0 && seam <= at);
        redactor.form(text);
        redactor.header("Set-Cookie", text);
        redactor.thrown(new Thrown("E", text, List.of(), null, List.of()));

        ObjectNode object = JSON.createObjectNode()
                .put("a", first)
                .put("password", SECRET + second)
                .put("b", text);
        String once = object.toString();
        String twice = JSON.createObjectNode().put("a", first).put("in", once).toString();
        for (String json : List.of(once, twice)) {
            String left = redactor.json(json);
            assertFalse(left.contains(SECRET), json);
            JSON.readTree(left);
        }

        String form = "a=" + URLEncoder.encode(first, StandardCharsets.UTF_8) + "&password="
                + URLEncoder.encode(SECRET + second, StandardCharsets.UTF_8);
        String left = redactor.form(form);
        assertFalse(left.contains(SECRET), form);
        assertEquals(left, redactor.form(left), form);
    }
}
