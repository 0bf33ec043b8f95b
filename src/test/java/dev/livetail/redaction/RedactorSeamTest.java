package dev.livetail.redaction;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.util.List;
import org.junit.jupiter.api.Test;

/** Where a text may be cut so that neither part shows what could no longer be recognised. */
class RedactorSeamTest {
    private static final List<String> SECRETS = List.of(
            "password=\"correct horse\"",
            "Authorization: Basic c2VjcmV0OnNlY3JldA==",
            "Bearer s3cr3ts3cr3t",
            "4111 1111 1111 1111",
            "postgres://bob:secret@host",
            RedactorTextTest.JWT,
            RedactorTextTest.PEM);

    private final Redactor redactor = new Redactor();

    @Test
    void whereThereIsNoSecretItIsWhereItWasAskedFor() {
        assertEquals(7, redactor.seam("no secrets here", 7));
        assertEquals(3, Redactor.off().seam("password=x", 3));
    }

    @Test
    void noSecretIsHalvedWhereverTheTextIsCut() {
        for (String secret : SECRETS) {
            String text = "before it, " + secret + "\nafter it";
            String whole = redactor.text(text);
            assertFalse(whole.equals(text), secret);
            for (int at = 0; at <= text.length(); at++) {
                int seam = redactor.seam(text, at);
                String parts = redactor.text(text.substring(0, seam)) + redactor.text(text.substring(seam));
                assertEquals(whole, parts, secret + " cut at " + at);
            }
        }
    }
}
