package dev.livetail.redaction;

import java.util.List;

/** The rules that there are without any configuration, each with a count of its own. */
final class BuiltInRules {
    static final List<String> NAMES =
            List.of("keys", "bearer", "basic", "jwt", "aws-key", "private-key", "card", "url-password");

    /** Something that has a name, and the name says that it is secret. */
    final RedactionRule keys = new RedactionRule("keys");

    final RedactionRule bearer = new RedactionRule("bearer");
    final RedactionRule basic = new RedactionRule("basic");
    final RedactionRule jwt = new RedactionRule("jwt");
    final RedactionRule awsKey = new RedactionRule("aws-key");
    final RedactionRule privateKey = new RedactionRule("private-key");
    final RedactionRule card = new RedactionRule("card");
    final RedactionRule urlPassword = new RedactionRule("url-password");

    List<RedactionRule> all() {
        return List.of(keys, bearer, basic, jwt, awsKey, privateKey, card, urlPassword);
    }
}
