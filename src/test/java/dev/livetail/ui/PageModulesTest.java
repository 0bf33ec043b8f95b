package dev.livetail.ui;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * The page's modules, which Deno checks and tests. With {@code -Dweb.format=apply} it puts them into the style first.
 */
class PageModulesTest {
    private static final String MAIN = Path.of("src", "main", "web").toString();
    private static final String TEST = Path.of("src", "test", "web").toString();

    /** Whatever makes markup of text, where a log's text would be markup too. */
    private static final Pattern MARKUP = Pattern.compile(
            "innerHTML|outerHTML|insertAdjacentHTML|setHTMLUnsafe|parseFromString|createContextualFragment|document\\.write");

    private static Deno deno;

    @BeforeAll
    static void unpack() {
        deno = Deno.unpack();
        if ("apply".equals(System.getProperty("web.format"))) {
            deno.run("fmt", MAIN, TEST);
        }
    }

    @Test
    void theyAreFormatted() {
        deno.run("fmt", "--check", MAIN, TEST);
    }

    @Test
    void theyKeepTheRules() {
        deno.run("lint", MAIN, TEST);
    }

    @Test
    void theirTypesAreSound() {
        deno.run("check", "--no-remote", "--no-npm", MAIN, TEST);
    }

    @Test
    void noTextBecomesMarkup() throws IOException {
        try (Stream<Path> modules = Files.walk(Path.of(MAIN))) {
            List<Path> suspects = modules.filter(module -> module.toString().endsWith(".ts"))
                    .filter(module -> MARKUP.matcher(read(module)).find())
                    .toList();
            assertEquals(List.of(), suspects);
        }
    }

    @TestFactory
    Stream<DynamicTest> theirTestsPass() throws IOException {
        try (Stream<Path> files = Files.walk(Path.of(TEST))) {
            List<Path> tests = files.filter(file -> file.toString().endsWith(".test.ts"))
                    .sorted()
                    .toList();
            return tests.stream()
                    .map(test -> dynamicTest(Path.of(TEST).relativize(test).toString(), () -> pass(test)));
        }
    }

    private static void pass(Path test) {
        // Types are looked at above, all at once.
        System.out.print(deno.run("test", "--no-check", "--no-remote", "--no-npm", test.toString()));
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
