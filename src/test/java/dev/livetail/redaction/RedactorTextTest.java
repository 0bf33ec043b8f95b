package dev.livetail.redaction;

import static java.util.stream.Collectors.toMap;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RedactorTextTest {
    static final String JWT = "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiJhbGljZSJ9.c2lnbmF0dXJl-x_Y";
    static final String PEM =
            "-----BEGIN RSA PRIVATE KEY-----\nProc-Type: 4,ENCRYPTED\n\nMIIEow/+IB==\n-----END RSA PRIVATE KEY-----";

    private final Redactor redactor = new Redactor();

    /** What is found is counted for the rule, once; and what is left is left as it is the next time. */
    private void assertRedacted(String rule, String text, String left) {
        assertEquals(left, redactor.text(text));
        assertEquals(
                Map.of(rule, 1L),
                redactor.rules().stream()
                        .filter(any -> any.found() > 0)
                        .collect(toMap(RedactionRule::name, RedactionRule::found)),
                text);
        assertSame(left, redactor.text(left));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '^', textBlock = """
            password=hunter2                                  | password=***
            login failed: password=hunter2, user=bob          | login failed: password=***, user=bob
            {user=bob, password=hunter2}                      | {user=bob, password=***}
            Credentials[user=bob, password=a)b]               | Credentials[user=bob, password=***]
            password = hunter2                                | password = ***
            password: hunter2                                 | password: ***
            password := "hunter2"                             | password := "***"
            'password' => 'hunter2'                           | 'password' => '***'
            PGPASSWORD=hunter2 psql                           | PGPASSWORD=*** psql
            password='hunter 2' next                          | password='***' next
            password=\\"hunter 2\\" next                      | password=\\"***\\" next
            password='never closed                            | password='***
            password=it's                                     | password=***
            clientSecret=abc                                  | clientSecret=***
            CLIENT_SECRET=abc                                 | CLIENT_SECRET=***
            client-secret: abc                                | client-secret: ***
            oauth.client.secret=abc                           | oauth.client.secret=***
            user[password]=abc                                | user[password]=***
            user['password']=abc                              | user['password']=***
            passwords[0]=abc                                  | passwords[0]=***
            password2=abc                                     | password2=***
            user_pin=1234                                     | user_pin=***
            userPin=1234                                      | userPin=***
            X-Auth-Token: abc                                 | X-Auth-Token: ***
            aws_secret_access_key = wJalrXUtnFEMI/K7MDENG     | aws_secret_access_key = ***
            AccountKey=ab+c/==;EndpointSuffix                 | AccountKey=***
            GET /x?token=abc&page=2 HTTP/1.1                  | GET /x?token=***&page=2 HTTP/1.1
            GET "/x?page=2&token=abc" 200                     | GET "/x?page=2&token=***" 200
            password=a&b                                      | password=***
            passwords=alice bob                               | passwords=*** bob
            card_number: 4111 1111 1111 1112 used             | card_number: *** used
            ssn: 078 05 1120 checked                          | ssn: *** checked
            iban=DE89 3704 0044 0532 0130 00, ok              | iban=***, ok
            token=Bearer abc                                  | token=***
            connect --password hunter2 --user bob             | connect --password *** --user bob
            keytool -storepass hunter2 -list                  | keytool -storepass *** -list
            [connect, --password, hunter2, -v]                | [connect, --password, ***, -v]
            ["--password","hunter 2","-v"]                    | ["--password","***","-v"]
            --password='hunter 2' -v                          | --password='***' -v
            Authorization: Bearer abc def                     | Authorization: ***
            proxy-authorization: Basic abc                    | proxy-authorization: ***
            curl -H 'Authorization: Bearer abc' host          | curl -H 'Authorization: ***' host
            curl -H "Authorization: Digest u="a", r="b"       | curl -H "Authorization: ***
            {Authorization=[Bearer abc], Host=[x]}            | {Authorization=***, Host=[x]}
            Authorization=Basic abc, Host=x                   | Authorization=***, Host=x
            Cookie: a=b; c=d                                  | Cookie: a=***; c=***
            Set-Cookie: a=b=c; Path=/; HttpOnly               | Set-Cookie: a=***; Path=/; HttpOnly
            """)
    void whatHasASecretName(String text, String left) {
        assertRedacted("keys", text, left);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '^', textBlock = """
            {"password":"hunter2"}                            | {"password":"***"}
            {"password" : "hunter2", "user":"bob"}            | {"password" : "***", "user":"bob"}
            {"password":"hunter\\"2\\\\"}                     | {"password":"***"}
            {"user":{"dbPassword":"x"},"a":1}                 | {"user":{"dbPassword":"***"},"a":1}
            {"pin":1234,"a":1}                                | {"pin":"***","a":1}
            {"secret":true}                                   | {"secret":"***"}
            {"token":null }                                   | {"token":"***" }
            {"otp":-1.5e3}                                    | {"otp":"***"}
            {"passwords":["a]","b"],"c":[1]}                  | {"passwords":"***","c":[1]}
            {"credentials":{"a":"}","b":{}},"c":1}            | {"credentials":"***","c":1}
            {"a":"{\\"password\\":\\"x\\",\\"b\\":1}"}        | {"a":"{\\"password\\":\\"***\\",\\"b\\":1}"}
            {"a":"{\\"pin\\":12,\\"b\\":1}"}                  | {"a":"{\\"pin\\":\\"***\\",\\"b\\":1}"}
            {"a":"{\\"secrets\\":[1,2]}"}                     | {"a":"{\\"secrets\\":\\"***\\"}"}
            {"a":"password=x","b":1}                          | {"a":"password=***","b":1}
            {"a":"one\\npassword=x","b":1}                    | {"a":"one\\npassword=***","b":1}
            {"a":"one\\npin=1\\"","b":1}                      | {"a":"one\\npin=***","b":1}
            {"authorization":"Basic abc"}                     | {"authorization":"***"}
            {"a":"Authorization: Basic b\\r\\nHost: c"}       | {"a":"Authorization: ***\\r\\nHost: c"}
            {"cookie":"a=b; c=d"}                             | {"cookie":"a=***; c=***"}
            {"a":"ssn:\\"to\\\\","b":1}                    | {"a":"ssn:\\"***\\\\","b":1}
            {"tokens":["abc"]}                                | {"tokens":"***"}
            {"a":"'ssn':[x y","b":[1]}                        | {"a":"'ssn':'***'","b":[1]}
            """)
    void jsonStaysJson(String json, String left) throws Exception {
        assertRedacted("keys", json, left);
        new ObjectMapper().readTree(left);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '^', textBlock = """
            {"password":"hunter                               | {"password":"***
            {"a":"{\\"password\\":\\"hunter                   | {"a":"{\\"password\\":\\"***
            {"a":"{\\"password\\":\\"hunter","b":1}           | {"a":"{\\"password\\":\\"***","b":1}
            {"secrets":["a","b                                | {"secrets":"***"
            """)
    void whatIsNotClosedGoesToTheEnd(String json, String left) {
        assertRedacted("keys", json, left);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '^', textBlock = """
            bearer       | sent Bearer abc123.d-e_f next        | sent Bearer *** next
            bearer       | (bearer mF_9.B5f-4.1JqM)             | (bearer ***)
            basic        | sent Basic dXNlcjpwYXNz next         | sent Basic *** next
            basic        | "basic dXNlcjpwYXM="                 | "basic ***"
            aws-key      | key AKIAIOSFODNN7EXAMPLE used        | key *** used
            aws-key      | "ASIAIOSFODNN7EXAMPLE"               | "***"
            card         | paid with 4111111111111111.          | paid with ***.
            card         | paid with 4111 1111 1111 1111 today  | paid with *** today
            card         | 4111-1111-1111-1111                  | ***
            card         | no 12 4111 1111 1111 1111 12 27      | no 12 *** 12 27
            card         | 3782 822463 10005                    | ***
            card         | 378282246310005,                     | ***,
            card         | 5555555555554444                     | ***
            card         | 2223003122003222                     | ***
            card         | 6011111111111117                     | ***
            card         | 30569309025904                       | ***
            card         | 3530111333300000                     | ***
            card         | 6200000000000005                     | ***
            card         | 4222222222222                        | ***
            card         | {"no":4111111111111111}              | {"no":"***"}
            card         | [5555555555554444, 1]                | ["***", 1]
            card         | {"a":"x, 4111111111111111, y"}       | {"a":"x, ***, y"}
            card         | {"a":["x",4111111111111111]}         | {"a":["x","***"]}
            card         | tokens=4111 1111 1111 1112 4111 1111 1111 1111 | tokens=4111 1111 1111 1112 ***
            card         | "{\\"no\\":4111111111111111}"        | "{\\"no\\":\\"***\\"}"
            url-password | to postgres://bob:s3c@host:5432/db   | to postgres://bob:***@host:5432/db
            url-password | redis://:p:a@ss@host/0               | redis://:***@host/0
            """)
    void whatIsSecretByItsForm(String rule, String text, String left) {
        assertRedacted(rule, text, left);
    }

    @Test
    void webTokens() {
        assertRedacted("jwt", "got " + JWT + ", fine", "got ***, fine");
    }

    @Test
    void webTokensThatWereCut() {
        assertRedacted("jwt", "got " + JWT.substring(0, 40), "got ***");
    }

    @Test
    void privateKeys() {
        assertRedacted("private-key", "key:\n" + PEM + "\nnext", "key:\n***\nnext");
    }

    @Test
    void privateKeysWithEscapedLineBreaks() {
        assertRedacted(
                "private-key", "{\"a\":\"" + PEM.replace("\n", "\\n") + "\",\"b\":1}", "{\"a\":\"***\",\"b\":1}");
    }

    @Test
    void privateKeysThatWereCut() {
        assertRedacted("private-key", "{\"a\":\"" + PEM.substring(0, 60) + "\"}", "{\"a\":\"***\"}");
    }

    @Test
    void aPrivateKeyAsTheValueOfAName() {
        assertRedacted("keys", "secret=" + PEM + " next", "secret=*** next");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "***",
                "an ordinary line about nothing",
                "tokens: 5, max_tokens=4096",
                "tests pass: 12",
                "token expired",
                "the password is wrong",
                "session started, spinning, assn=3, opinion: good",
                "request_id=0193a7c1-7d3e-7b3a-9c9e-7f0b7a1d2e3f",
                "password=",
                "password=\"\"",
                "{\"a\":\"\\\"token\\\":\\\\\\\\\\\\\",\"b\":1}",
                "{\"a\":\"password=\",\"b\":\"password: \"}",
                "password=***, user=bob",
                "{\"tokens\":5,\"password\":\"\",\"secrets\":[]}",
                "password == other",
                "Token::parse",
                "if (token != null)",
                "id: 1764012345678-123",
                "line 1 of 3 1795253646123456789",
                "1795253646123 1795253646123456",
                "2026-11-21 09:34:06.123456 - x - INFO",
                "2026-11-21T09:34:06.123456789Z",
                "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01",
                "41111111-1111-1111-1111-111111111111",
                "4111111111111112",
                "x4111111111111111",
                "4111111111111111x",
                "0.4111111111111111",
                "4111111111111111.5",
                "order-4111111111111111",
                "balance -4111111111111111",
                "9999999999999995",
                "192.168.100.101:8080 10.0.0.1",
                "version 3.33.2.1",
                "basic authentication, bearer authentication, Bearer token",
                "WWW-Authenticate: Bearer realm=\"x\"",
                "Basic HTTP/1.1",
                "http://host:8080/a?mail=a@b.c",
                "https://bob@host/x",
                "eyJust a word, eyJ.eyJ.eyJ",
                "AKIA is short, XAKIAIOSFODNN7EXAMPLE, AKIAIOSFODNN7EXAMPLEX",
                "-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----",
                "-----BEGIN PUBLIC KEY-----\nMIIB\n-----END PUBLIC KEY-----",
                "livetail-drain, run-demo-1a2b3c4d",
                "Listening on: http://localhost:8080",
                "the flags --token --user and - pin"
            })
    void whatHoldsNoneComesOutAsTheSameObject(String text) {
        assertSame(text, redactor.text(text));
        assertTrue(redactor.rules().stream().allMatch(rule -> rule.found() == 0));
    }

    @Test
    void severalInOneLine() {
        assertEquals(
                "a=1 password=*** card *** Bearer *** postgres://u:***@h ***",
                redactor.text("a=1 password=x card 4111111111111111 Bearer a1b2c3 postgres://u:p@h " + JWT));
    }

    @Test
    void oneThatIsOffLeavesEverything() {
        String text = "password=hunter2";
        assertSame(text, Redactor.off().text(text));
        assertSame(text, Redactor.off().value("password", text));
        assertSame(text, Redactor.off().header("cookie", text));
        assertSame(text, Redactor.off().query(text));
    }
}
