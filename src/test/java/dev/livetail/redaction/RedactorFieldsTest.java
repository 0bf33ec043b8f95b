package dev.livetail.redaction;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import dev.livetail.event.Thrown;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What has a name outside of its text: fields, headers, entries of the MDC, exceptions. */
class RedactorFieldsTest {
    private final Redactor redactor = new Redactor();

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            password=a                         | password=***
            user=bob&password=a&page=2         | user=bob&password=***&page=2
            pass%77ord=a&x=%20                 | pass%77ord=***&x=%20
            user%5Bpassword%5D=a               | user%5Bpassword%5D=***
            user[password]=a&password[]=b      | user[password]=***&password[]=***
            access_token=a=b                   | access_token=***
            card=4111+1111+1111+1111           | card=***
            card=4111%201111%201111%201111&a=1 | card=***&a=1
            q=password%3Dhunter2               | q=***
            q={"secret":"x"}                   | q=***
            to=http%3A%2F%2Fu%3Ap%40h          | to=***
            AKIAIOSFODNN7EXAMPLE               | ***
            &&password=a&                      | &&password=***&
            """)
    void fieldsAreComparedWithoutTheirEscapes(String fields, String left) {
        assertEquals(left, redactor.query(fields));
        assertEquals(left, redactor.form(fields));
        assertSame(left, redactor.form(left));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a", "a=b&c=%20+", "password=", "password", "%", "a=%4", "%zz=%zz", "&=&", "tokens=5"})
    void fieldsWithoutSecretsStayByteForByte(String fields) {
        assertSame(fields, redactor.form(fields));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            Authorization    | Basic dXNlcjpwYXNz                    | ***
            Proxy-Authorization | x                                  | ***
            Cookie           | a=b; c="d"; e                         | a=***; c=***; ***
            Cookie           | path=a                                | path=***
            Set-Cookie       | id=a3f; Path=/; Max-Age=60; Secure    | id=***; Path=/; Max-Age=60; Secure
            X-Api-Key        | x                                     | ***
            X-Amz-Security-Token | x                                 | ***
            Referer          | http://h/?token=abc&a=1               | http://h/?token=***&a=1
            """)
    void headers(String name, String value, String left) {
        assertEquals(left, redactor.header(name, value));
        assertSame(left, redactor.header(name, left));
    }

    @Test
    void headersWithoutSecretsStay() {
        assertSame("curl/8.5.0", redactor.header("User-Agent", "curl/8.5.0"));
        assertSame("a=", redactor.header("Cookie", "a="));
    }

    @Test
    void ofManyValuesOnlyTheSecretOnesChange() {
        Map<String, String> values = new LinkedHashMap<>();
        values.put("request_id", "r-1");
        values.put("db.password", "hunter2");
        values.put("note", "Bearer abc123");
        assertEquals(Map.of("request_id", "r-1", "db.password", "***", "note", "Bearer ***"), redactor.values(values));
        assertEquals(
                List.copyOf(values.keySet()),
                List.copyOf(redactor.values(values).keySet()));
        values.keySet().retainAll(List.of("request_id"));
        assertSame(values, redactor.values(values));
    }

    @Test
    void anExceptionItsCausesAndWhatItSuppressed() {
        Thrown clean = thrown("nothing", null);
        assertSame(clean, redactor.thrown(clean));
        Thrown suppressed = new Thrown("x.S", "token=a", List.of(), null, List.of());
        Thrown thrown = new Thrown(
                "x.E", "fine", List.of(), thrown("middle", thrown("password=hunter2", null)), List.of(suppressed));
        Thrown redacted = redactor.thrown(thrown);
        assertEquals("fine", redacted.message());
        assertEquals("password=***", redacted.cause().cause().message());
        assertEquals("token=***", redacted.suppressed().getFirst().message());
        assertEquals(thrown.cause().cause().frames(), redacted.cause().cause().frames());
    }

    private static Thrown thrown(String message, Thrown cause) {
        return new Thrown("x.E", message, List.of(new Thrown.Frame("x.C", "m", 1)), cause, List.of());
    }

    @Test
    void whatWasLookedAtUnderTheSameNameIsNotLookedAtAgain() {
        Map<String, String> first = Map.of("path", "/runs", "note", "password=a");
        Map<String, String> earlier = redactor.values(first);
        assertEquals(Map.of("path", "/runs", "note", "password=***"), earlier);

        Map<String, String> unchanged = new LinkedHashMap<>(earlier);
        assertSame(unchanged, redactor.values(unchanged, earlier));
        // What stood under another name, or was found to be secret, has not been looked at.
        Map<String, String> next = Map.of("password", "/runs", "note", "password=a", "path", "token=b");
        assertEquals(
                Map.of("password", "***", "note", "password=***", "path", "token=***"), redactor.values(next, earlier));
    }
}
