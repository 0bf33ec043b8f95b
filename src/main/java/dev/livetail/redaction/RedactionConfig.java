package dev.livetail.redaction;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import io.quarkus.runtime.configuration.ConfigurationException;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What is taken out of everything that is kept or shown, beside what always is. */
@ConfigMapping(prefix = "livetail.redaction")
public interface RedactionConfig {

    /** Whether anything is taken out at all. */
    @WithDefault("true")
    boolean enabled();

    /** More names whose values are secret. */
    Optional<List<String>> keys();

    /** More secrets, by their own form, each under a name that metrics show; RE2 syntax. */
    Map<String, String> patterns();

    /** Refuses values that cannot work. */
    static void check(RedactionConfig config) {
        for (String key : config.keys().orElse(List.of())) {
            if (!SensitiveNames.isWord(key)) {
                throw wrong(
                        "livetail.redaction.keys",
                        key,
                        "names of at least two letters or digits, with dashes and underscores between them");
            }
        }
        config.patterns().forEach((name, pattern) -> {
            String key = "livetail.redaction.patterns." + name;
            if (BuiltInRules.NAMES.contains(name)) {
                throw wrong(key, pattern, "another name: there is a rule '" + name + "' already");
            }
            try {
                if (Pattern.compile(pattern).matches("")) {
                    throw wrong(key, pattern, "a regular expression that does not match an empty text");
                }
            } catch (PatternSyntaxException e) {
                throw wrong(
                        key,
                        pattern,
                        "a regular expression in the syntax of RE2, which has no back-references and no look-around ("
                                + e.getDescription() + ")");
            }
        });
    }

    private static ConfigurationException wrong(String key, String value, String takes) {
        return new ConfigurationException("%s is '%s', but it takes %s".formatted(key, value, takes), Set.of(key));
    }
}
