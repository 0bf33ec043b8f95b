package dev.livetail.operation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.livetail.problem.ProblemException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RunParametersTest {
    private static final Operation OPERATION = new Operation() {
        @Override
        public String name() {
            return "copy";
        }

        @Override
        public String description() {
            return "";
        }

        @Override
        public List<Parameter> parameters() {
            return List.of(
                    Parameter.required("from", "where from", "[a-z]+"),
                    Parameter.optional("to", "where to", "[a-z]+", "home"),
                    Parameter.optional("note", "", ".*", null));
        }

        @Override
        public void run(RunContext context) {
            throw new AssertionError("not run here");
        }
    };

    @Test
    void takesTextsNumbersAndBooleansOfJson() {
        assertEquals(
                Map.of("a", "1", "b", "1.50", "c", "true", "d", "x\ny", "e", ""),
                json("{\"a\":1,\"b\":1.50,\"c\":true,\"d\":\"x\\ny\",\"e\":\"\"} "));
        assertEquals(Map.of(), json(""));
        assertEquals(Map.of(), json("{}"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[]",
                "1",
                "null",
                "{\"a\":null}",
                "{\"a\":{}}",
                "{\"a\":[1]}",
                "{\"a\":1",
                "{a:1}",
                "{\"a\":1}x",
                "{\"a\":1}{}",
                "{\"a\":1,\"a\":2}",
                "\u0000",
                "{\"a\":",
                " "
            })
    void refusesAllOtherJson(String body) {
        assertEquals(400, assertThrows(ProblemException.class, () -> json(body)).status());
    }

    @Test
    void refusesBytesThatAreNoText() {
        byte[] body = {'{', '"', (byte) 0xFF, '"', ':', '1', '}'};
        assertEquals(
                400,
                assertThrows(ProblemException.class, () -> RunParameters.fromJson(body))
                        .status());
    }

    @Test
    void namesTheParameterThatIsNoScalar() {
        assertTrue(refused(() -> json("{\"lines\":[1]}")).contains("'lines'"));
    }

    @Test
    void takesFormsAndIgnoresFieldsLeftEmpty() {
        assertEquals(Map.of("a", "1"), RunParameters.fromForm(Map.of("a", List.of("1"), "b", List.of(""))));
        assertTrue(refused(() -> RunParameters.fromForm(Map.of("a", List.of("1", "2"))))
                .contains("'a'"));
    }

    @Test
    void fillsInDefaults() {
        assertEquals(Map.of("from", "x", "to", "home"), RunParameters.check(OPERATION, Map.of("from", "x")));
        assertEquals(
                Map.of("from", "x", "to", "y", "note", ""),
                RunParameters.check(OPERATION, Map.of("to", "y", "from", "x", "note", "")));
    }

    @Test
    void refusesWhatIsMissingUnknownOrDoesNotMatchWholly() {
        assertTrue(refused(() -> RunParameters.check(OPERATION, Map.of())).contains("'from' is missing"));
        assertTrue(refused(() -> RunParameters.check(OPERATION, Map.of("from", "x", "via", "y")))
                .contains("'via'; it takes from, to, note"));
        assertTrue(refused(() -> RunParameters.check(OPERATION, Map.of("from", "x1")))
                .contains("[a-z]+ (where from)"));
        assertTrue(refused(() -> RunParameters.check(OPERATION, Map.of("from", "x\n")))
                .contains("'from'"));
    }

    @Test
    void saysToProgramsWhichParameterItIs() {
        assertEquals(Optional.of("lines"), parameter(() -> json("{\"lines\":[1]}")));
        assertEquals(Optional.of("a"), parameter(() -> RunParameters.fromForm(Map.of("a", List.of("1", "2")))));
        assertEquals(Optional.of("from"), parameter(() -> RunParameters.check(OPERATION, Map.of())));
        assertEquals(
                Optional.of("via"), parameter(() -> RunParameters.check(OPERATION, Map.of("from", "x", "via", "y"))));
        assertEquals(
                Optional.of("to"), parameter(() -> RunParameters.check(OPERATION, Map.of("from", "x", "to", "1"))));
        assertEquals(Optional.empty(), parameter(() -> json("[]")));
    }

    private static Optional<String> parameter(Executable action) {
        return assertThrows(ProblemException.class, action).parameter();
    }

    private static Map<String, String> json(String body) {
        return RunParameters.fromJson(body.getBytes(StandardCharsets.UTF_8));
    }

    private static String refused(Executable action) {
        ProblemException problem = assertThrows(ProblemException.class, action);
        assertEquals(400, problem.status());
        return problem.detail();
    }
}
