package dev.livetail;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What the last stage of a Dockerfile says of its image, as far as ours use that language.
 *
 * @param copies in their order
 * @param entrypoint in its exec form
 */
record Dockerfile(
        List<Copy> copies,
        Map<String, String> environment,
        String directory,
        String user,
        String volume,
        List<String> entrypoint) {

    /**
     * A file or a directory that comes from another stage.
     *
     * @param owner user and group
     * @param mode of it, or null for the mode that it has there
     */
    record Copy(String source, String destination, String owner, String mode) {}

    private static final Pattern INSTRUCTION = Pattern.compile("([A-Z]+)\\s+(.*)", Pattern.DOTALL);
    private static final Pattern COPY =
            Pattern.compile("(?<flags>(--\\S+\\s+)*)(?<source>\\S+)\\s+(?<destination>\\S+)");

    static Dockerfile read(Path file) throws IOException {
        Map<String, String> single = new HashMap<>();
        List<Copy> copies = new ArrayList<>();
        Map<String, String> environment = new LinkedHashMap<>();
        String instructions =
                Files.readString(file).replaceAll("(?m)^#.*\n", "").replace("\\\n", "");
        String lastStage = instructions.substring(instructions.lastIndexOf("\nFROM ") + 1);
        for (String line : lastStage.lines().filter(line -> !line.isBlank()).toList()) {
            Matcher instruction = match(INSTRUCTION, line.strip());
            String rest = instruction.group(2);
            switch (instruction.group(1)) {
                case "COPY" -> copies.add(copy(match(COPY, rest)));
                case "ENV" -> {
                    for (String variable : rest.split("\\s+", -1)) {
                        environment.put(variable.split("=", 2)[0], variable.split("=", 2)[1]);
                    }
                }
                default -> single.put(instruction.group(1), rest);
            }
        }
        List<String> entrypoint = new ArrayList<>();
        LivetailProcess.parse(single.get("ENTRYPOINT")).forEach(argument -> entrypoint.add(argument.asText()));
        return new Dockerfile(
                copies, environment, single.get("WORKDIR"), single.get("USER"), single.get("VOLUME"), entrypoint);
    }

    private static Copy copy(Matcher line) {
        return new Copy(
                line.group("source"),
                line.group("destination"),
                flag("chown", line.group("flags"), "0:0"),
                flag("chmod", line.group("flags"), null));
    }

    private static String flag(String name, String flags, String otherwise) {
        Matcher flag = Pattern.compile("--" + name + "=(\\S+)").matcher(flags);
        return flag.find() ? flag.group(1) : otherwise;
    }

    private static Matcher match(Pattern pattern, String text) {
        Matcher matcher = pattern.matcher(text);
        if (!matcher.matches()) {
            throw new IllegalArgumentException("not understood: " + text);
        }
        return matcher;
    }
}
