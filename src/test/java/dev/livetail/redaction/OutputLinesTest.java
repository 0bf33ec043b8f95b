package dev.livetail.redaction;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class OutputLinesTest {
    private final Redactor redactor = new Redactor();
    private final OutputLines lines = redactor.lines(List.of());

    private List<String> pass(String... output) {
        return Stream.of(output).map(lines::next).map(redactor::text).toList();
    }

    @Test
    void aKeyGoesFromItsFirstLineToItsLast() {
        assertEquals(
                List.of("before", "key: ***", "***", "***", "*** behind", "after"),
                pass(
                        "before",
                        "key: -----BEGIN PRIVATE KEY-----",
                        "MIIE",
                        "",
                        "-----END PRIVATE KEY----- behind",
                        "after"));
    }

    @Test
    void oneKeyMayFollowAnother() {
        assertEquals(
                List.of("***", "*** ***", "***", "***", "after"),
                pass(
                        "-----BEGIN PRIVATE KEY-----",
                        "-----END PRIVATE KEY----- -----BEGIN EC PRIVATE KEY-----",
                        "MIIE",
                        "-----END EC PRIVATE KEY-----",
                        "after"));
    }

    @Test
    void aKeyInOneLineTakesNoOther() {
        assertEquals(
                List.of("***", "after"),
                pass("-----BEGIN PRIVATE KEY-----\\nMIIE\\n-----END PRIVATE KEY-----", "after"));
    }

    @Test
    void whatItsWriterWasGivenAsASecretIsKnownWithoutItsName() {
        OutputLines lines = redactor.lines(List.of(
                Map.of("DATABASE_PASSWORD", "swordfish", "LANG", "english"),
                Map.of("api-key", "swordfish2", "pin", "12")));
        assertEquals("*** and *** in english, 12 times", lines.next("swordfish and swordfish2 in english, 12 times"));
        assertEquals("-***-", lines.next("-swordfish-"));
    }

    @Test
    void certificatesAreNoSecret() {
        assertEquals(
                List.of("-----BEGIN CERTIFICATE-----", "MIIE", "-----END CERTIFICATE-----"),
                pass("-----BEGIN CERTIFICATE-----", "MIIE", "-----END CERTIFICATE-----"));
    }

    @Test
    void aKeyThatDoesNotEndDoesNotTakeAllThatFollows() {
        lines.next("-----BEGIN PRIVATE KEY-----");
        for (int i = 0; i < 500; i++) {
            assertEquals("***", lines.next("line"));
        }
        assertSame("line", lines.next("line"));
    }

    @Test
    void oneThatIsOffTakesNothing() {
        OutputLines off = Redactor.off().lines(List.of());
        off.next("-----BEGIN PRIVATE KEY-----");
        assertSame("MIIE", off.next("MIIE"));
    }
}
