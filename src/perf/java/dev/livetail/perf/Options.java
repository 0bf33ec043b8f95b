package dev.livetail.perf;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The options of a command line: {@code --name value}, or {@code --name} alone for a flag. */
final class Options {
    /** A command line that cannot be understood. */
    static final class UsageException extends RuntimeException {
        private static final long serialVersionUID = 1;

        UsageException(String message) {
            super(message);
        }
    }

    private final Map<String, List<String>> values = new HashMap<>();

    Options(List<String> arguments, Set<String> names, Set<String> flags) {
        for (int i = 0; i < arguments.size(); i++) {
            String argument = arguments.get(i);
            String name = argument.startsWith("--") ? argument.substring(2) : "";
            if (flags.contains(name)) {
                values.put(name, List.of());
            } else if (!names.contains(name)) {
                throw new UsageException("unknown option " + argument);
            } else if (++i == arguments.size()) {
                throw new UsageException(argument + " needs a value");
            } else {
                values.computeIfAbsent(name, key -> new ArrayList<>()).add(arguments.get(i));
            }
        }
    }

    boolean has(String name) {
        return values.containsKey(name);
    }

    List<String> all(String name) {
        return values.getOrDefault(name, List.of());
    }

    Optional<String> text(String name) {
        List<String> all = all(name);
        return all.isEmpty() ? Optional.empty() : Optional.of(all.getLast());
    }

    int number(String name, int byDefault, int min, int max) {
        Optional<String> text = text(name);
        if (text.isEmpty()) {
            return byDefault;
        }
        try {
            int number = Integer.parseInt(text.get());
            if (number >= min && number <= max) {
                return number;
            }
        } catch (NumberFormatException e) {
            // Said below, as for one that is out of bounds.
        }
        throw new UsageException("--" + name + " takes a number from " + min + " to " + max + ", not " + text.get());
    }

    LineFormat format() {
        String name = text("format").orElse("text");
        return Arrays.stream(LineFormat.values())
                .filter(format -> format.name().equalsIgnoreCase(name))
                .findFirst()
                .orElseThrow(() -> new UsageException("--format takes text, ndjson, sse or html, not " + name));
    }
}
