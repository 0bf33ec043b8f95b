package dev.livetail.operation;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A text with places for values, each written as a name in braces. Braces around anything but a name, as in
 * <code>awk '{print $1}'</code>, are text. A value is put in as it is and never looked at for further places. Immutable.
 */
record Template(List<Part> parts) {
    private static final Pattern PLACE = Pattern.compile("\\{([A-Za-z][A-Za-z0-9_-]*)\\}");

    sealed interface Part {
        record Text(String text) implements Part {}

        record Place(String name) implements Part {}
    }

    Template {
        parts = List.copyOf(parts);
    }

    static Template of(String text) {
        List<Part> parts = new ArrayList<>();
        Matcher matcher = PLACE.matcher(text);
        int end = 0;
        while (matcher.find()) {
            if (matcher.start() > end) {
                parts.add(new Part.Text(text.substring(end, matcher.start())));
            }
            parts.add(new Part.Place(matcher.group(1)));
            end = matcher.end();
        }
        if (end < text.length()) {
            parts.add(new Part.Text(text.substring(end)));
        }
        return new Template(parts);
    }

    /** The names of all places. */
    Set<String> names() {
        return parts.stream()
                .filter(Part.Place.class::isInstance)
                .map(place -> ((Part.Place) place).name())
                .collect(Collectors.toSet());
    }

    /** @param values gives the value for a name, or null to leave its place as it was written */
    String render(UnaryOperator<String> values) {
        StringBuilder result = new StringBuilder();
        for (Part part : parts) {
            switch (part) {
                case Part.Text(String text) -> result.append(text);
                case Part.Place(String name) -> {
                    String value = values.apply(name);
                    if (value == null) {
                        result.append('{').append(name).append('}');
                    } else {
                        result.append(value);
                    }
                }
            }
        }
        return result.toString();
    }
}
