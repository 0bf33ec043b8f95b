package dev.livetail.redaction;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;

/** What must hold for any text; the seed of a failure is the number of its repetition. */
class RedactorPropertyTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int ROUNDS = 200;

    private static final List<String> PIECES = List.of(
            "password",
            "token",
            "user[secret]",
            "Cookie",
            "Set-Cookie",
            "Authorization",
            "ssn",
            "tokens",
            "pass",
            "=",
            ":",
            ": ",
            " = ",
            "=>",
            ":=",
            "==",
            "\"",
            "'",
            "`",
            "\\",
            "\\\"",
            "\\\\",
            "{",
            "}",
            "[",
            "]",
            ",",
            ", ",
            ";",
            "&",
            "&a=",
            " ",
            "\n",
            "\t",
            "--",
            "--password ",
            "-",
            "Bearer ",
            "basic ",
            "dXNlcjpwYXNz",
            "abc123",
            "***",
            "*",
            "eyJhbGciOiJIUzI1NiJ9",
            ".",
            "4111 1111 1111 1111",
            "4111111111111111",
            "1",
            "AKIAIOSFODNN7EXAMPLE",
            "http://u:",
            "@",
            "/",
            "-----BEGIN PRIVATE KEY-----",
            "-----END PRIVATE KEY-----",
            "MIIE",
            "ä",
            "\ud83d\ude00");

    /** What says that it is secret, and in the place of @ the secret. */
    private static final List<String> FORMS = List.of(
            "password=@",
            "db_password: @",
            "\"clientSecret\":\"@\"",
            "'token' => '@'",
            "{\\\"apiKey\\\":\\\"@\\\"}",
            "Authorization: Bearer @",
            "Authorization: Custom @",
            "Cookie: a=@; b=@",
            "Set-Cookie: a=@; Path=/",
            "--password @",
            "[--token, @]",
            "https://user:@@host/path",
            "?access_token=@&x=1",
            "-----BEGIN PRIVATE KEY-----\n@\n-----END PRIVATE KEY-----");

    private final Redactor redactor = new Redactor();

    private static String noise(Random random, int pieces) {
        StringBuilder text = new StringBuilder();
        for (int i = random.nextInt(pieces + 1); i > 0; i--) {
            text.append(PIECES.get(random.nextInt(PIECES.size())));
        }
        return text.toString();
    }

    private static String secret(Random random) {
        return "sEcReT" + Long.toString(random.nextLong() & Long.MAX_VALUE, 36);
    }

    private static String word(Random random) {
        return Long.toString(random.nextLong() & 0xFFFFFF, 36);
    }

    @RepeatedTest(20)
    void whatIsLeftHoldsNothing(RepetitionInfo repetition) {
        Random random = new Random(repetition.getCurrentRepetition());
        for (int i = 0; i < ROUNDS * 10; i++) {
            String text = noise(random, 12);
            String left = redactor.text(text);
            assertEquals(left, redactor.text(left), text);
        }
    }

    @RepeatedTest(10)
    void secretsDoNotSurviveInAnyText(RepetitionInfo repetition) {
        Random random = new Random(repetition.getCurrentRepetition());
        for (int i = 0; i < ROUNDS; i++) {
            String secret = secret(random);
            for (String form : FORMS) {
                String text = word(random) + " " + word(random) + ": "
                        + form.replaceFirst("@", secret).replace("=@;", "=" + secret + ";") + " " + word(random) + "="
                        + word(random);
                String left = redactor.text(text);
                assertFalse(left.contains(secret), () -> text + "\n" + left);
            }
        }
    }

    @RepeatedTest(10)
    void secretsDoNotSurviveInJsonWhichStaysJson(RepetitionInfo repetition) throws JsonProcessingException {
        Random random = new Random(repetition.getCurrentRepetition());
        for (int i = 0; i < ROUNDS; i++) {
            String secret = secret(random);
            String json = JSON.writeValueAsString(tree(random, secret, 3));
            for (int nesting = random.nextInt(3); nesting > 0; nesting--) {
                json = JSON.writeValueAsString(JSON.createObjectNode().put("body", json));
            }
            String left = redactor.json(json);
            assertFalse(left.contains(secret), json + "\n" + left);
            String sent = json;
            assertIsJson(left, sent);
            int cut = random.nextInt(json.length());
            String leftOfCut = redactor.json(json.substring(0, cut));
            assertFalse(leftOfCut.contains("sEcReT"), () -> sent.substring(0, cut) + "\n" + leftOfCut);
        }
    }

    private static void assertIsJson(String left, String sent) {
        try {
            JsonNode read = JSON.readTree(left);
            while (read.has("body")) {
                read = JSON.readTree(read.path("body").asText());
            }
        } catch (JsonProcessingException e) {
            throw new AssertionError(sent + "\n" + left, e);
        }
    }

    /** An object with secrets under names that say so, among values that are like anything. */
    private static ObjectNode tree(Random random, String secret, int depth) {
        ObjectNode object = JSON.createObjectNode();
        for (int i = 0; i < 4; i++) {
            switch (random.nextInt(depth == 0 ? 4 : 6)) {
                case 0 -> object.put(word(random), random.nextLong());
                case 1 -> object.put(word(random), noise(random, 5).replace("sEcReT", ""));
                case 2 -> object.put("my_password", secret + noise(random, 3));
                case 3 -> object.put(word(random), "Bearer " + secret);
                case 4 -> object.set(word(random), tree(random, secret, depth - 1));
                default -> {
                    ArrayNode array = object.putArray("clientSecrets");
                    array.add(secret).add(1).add(tree(random, secret, 0));
                }
            }
        }
        return object;
    }

    @RepeatedTest(10)
    void secretsDoNotSurviveInForms(RepetitionInfo repetition) {
        Random random = new Random(repetition.getCurrentRepetition());
        for (int i = 0; i < ROUNDS; i++) {
            String secret = secret(random);
            String basic = Base64.getEncoder().encodeToString(("user:" + secret).getBytes(StandardCharsets.UTF_8));
            String form = "a=" + encode(noise(random, 5)) + "&new%50assword=" + encode(noise(random, 2) + secret)
                    + "&note=" + encode("sent Basic " + basic) + "&z=1";
            String left = redactor.form(form);
            assertFalse(left.contains(secret) || left.contains(basic), () -> form + "\n" + left);
            assertEquals(left, redactor.form(left), form);
        }
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    @Test
    void timesIdsAndCountsOfADayStay() {
        Random random = new Random(1);
        for (int i = 0; i < 200_000; i++) {
            long nanos = 1_795_253_646_000_000_000L + (random.nextLong() & 0xFFFFFFFFFFFFL);
            String text = "line " + i + " of 200000 at " + nanos + " " + nanos / 1000 + " " + nanos / 1_000_000 + " id "
                    + nanos / 1_000_000 + "-" + i + " " + new java.util.UUID(random.nextLong(), random.nextLong());
            assertSame(text, redactor.text(text));
        }
    }
}
