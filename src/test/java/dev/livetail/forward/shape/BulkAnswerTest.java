package dev.livetail.forward.shape;

import static dev.livetail.forward.shape.Samples.body;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BulkAnswerTest {
    private static final Shape SHAPE = Shapes.named("elastic", Samples.PLAIN_SETTINGS);
    private static final String UNTOLD = "the answer does not tell what became of it";
    private static final String TAKEN = """
            {"create":{"_index":"logs","_id":"1-1","_version":1,"result":"created",\
            "_shards":{"total":2,"successful":1,"failed":0},"_seq_no":0,"_primary_term":1,"status":201}}""";
    private static final String THERE = """
            {"create":{"_index":"logs","_id":"1-2","status":409,"error":{"type":"version_conflict_engine_exception",\
            "reason":"[1-2]: version conflict, document already exists (current version [1])",\
            "index_uuid":"x","shard":"0","index":"logs"}}}""";
    private static final String BUSY = """
            {"create":{"_index":"logs","_id":"1-3","status":429,"error":{"type":"es_rejected_execution_exception",\
            "reason":"rejected execution of coordinating operation"}}}""";
    private static final String AWAY = """
            {"create":{"_index":"logs","_id":"1-4","status":503,"error":{"type":"unavailable_shards_exception",\
            "reason":"[logs][0] primary shard is not active"}}}""";
    private static final String POISONED = """
            {"create":{"_index":"logs","_id":"1-5","status":400,"error":{"type":"document_parsing_exception",\
            "reason":"[1:20] failed to parse field [mdc.n] of type [long]",\
            "caused_by":{"type":"illegal_argument_exception","reason":"For input string:\\n \\"x\\""}}}}""";

    private static String answer(String... items) {
        return "{\"took\":3,\"errors\":true,\"items\":[" + String.join(",", items) + "]}";
    }

    private static Verdict verdict(int entryCount, String body) {
        return SHAPE.verdict(entryCount, body(body));
    }

    @Test
    void eachItemIsJudgedByItsOwnStatus() {
        Verdict expected = divided(
                Map.of(
                        2, "429 es_rejected_execution_exception: rejected execution of coordinating operation",
                        3, "503 unavailable_shards_exception: [logs][0] primary shard is not active"),
                Map.of(4, "400 document_parsing_exception: [1:20] failed to parse field [mdc.n] of type [long]"));
        assertEquals(expected, verdict(5, answer(TAKEN, THERE, BUSY, AWAY, POISONED)));
    }

    @Test
    void whatIsThereAlreadyWasTaken() {
        assertEquals(Verdict.ACCEPTED, verdict(2, answer(TAKEN, THERE)));
    }

    @Test
    void withoutErrorsNoItemIsRead() {
        assertEquals(Verdict.ACCEPTED, verdict(2, "{\"took\":3,\"errors\":false,\"items\":[{\"create\":{"));
    }

    @Test
    void whatACutAnswerDoesNotTellIsSentAgain() {
        String whole = answer(TAKEN, POISONED, TAKEN);
        int behindSecond = whole.indexOf(POISONED) + POISONED.length();
        assertEquals(
                divided(
                        Map.of(2, UNTOLD),
                        Map.of(
                                1,
                                "400 document_parsing_exception: [1:20] failed to parse field [mdc.n] of type [long]")),
                verdict(3, whole.substring(0, behindSecond)));
        assertEquals(divided(Map.of(1, UNTOLD, 2, UNTOLD), Map.of()), verdict(3, whole.substring(0, behindSecond - 1)));
    }

    @Test
    void noCutMakesAnExceptionOrTakesWhatWasNotTaken() {
        String whole = answer(BUSY, POISONED);
        for (int length = 0; length < whole.length(); length++) {
            Verdict.Divided cut = (Verdict.Divided) verdict(2, whole.substring(0, length));
            assertEquals(2, cut.retried().size() + cut.refused().size());
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "\0",
                "null",
                "[]",
                "{}",
                "<html>Sign in</html>",
                "{\"errors\":true}",
                "{\"errors\":true,\"items\":{}}",
                "{\"errors\":true,\"items\":[]}",
                "{\"errors\":true,\"items\":[1,2]}",
                "{\"errors\":true,\"items\":[{},{}]}",
                "{\"errors\":true,\"items\":[{\"create\":1},{\"create\":[]}]}",
                "{\"errors\":true,\"items\":[{\"create\":{}},{\"create\":{\"status\":null}}]}",
                "{\"errors\":true,\"items\":[{\"create\":{\"status\":9e99}},{\"create\":{\"status\":{}}}]}",
                "{\"error\":\"no handler found\",\"status\":400}"
            })
    void whatIsNoAnswerHasAllSentAgain(String body) {
        Verdict.Divided verdict = (Verdict.Divided) verdict(2, body);
        assertEquals(2, verdict.retried().size(), verdict::toString);
    }

    @Test
    void nestedTooDeepOrLongerThanAskedForIsNoHarm() {
        String deep = "{\"errors\":true,\"items\":[" + "[".repeat(1_000_000);
        assertEquals(divided(Map.of(0, UNTOLD), Map.of()), verdict(1, deep));
        String[] many = new String[100_000];
        Arrays.fill(many, BUSY);
        assertEquals(1, ((Verdict.Divided) verdict(1, answer(many))).retried().size());
    }

    @Test
    void aReasonIsOneShortLine() {
        String item = "{\"create\":{\"status\":400,\"error\":{\"type\":\"t\",\"reason\":\"a\\nb\\u001b[2J"
                + "x".repeat(1000) + "\"}}}";
        String reason = ((Verdict.Divided) verdict(1, answer(item))).refused().get(0);
        assertEquals("400 t: a\\nb\\u001b[2Jx", reason.substring(0, 21));
        assertFalse(reason.length() > 520, reason);
    }

    private static Verdict divided(Map<Integer, String> retried, Map<Integer, String> refused) {
        return new Verdict.Divided(new TreeMap<>(retried), new TreeMap<>(refused));
    }
}
