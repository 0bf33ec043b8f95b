package dev.livetail.forward.spool;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;

/** A process of its own that appends and removes until it is killed, and says each step that is done. */
final class SpoolProcess {
    private SpoolProcess() {}

    /** Arguments: the directory, the number of the first batch, the size of payloads, whether it removes. */
    public static void main(String[] args) throws IOException {
        int payload = Integer.parseInt(args[2]);
        boolean removes = Boolean.parseBoolean(args[3]);
        PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        try (Spool spool = open(Path.of(args[0]), Fsync.EACH_BATCH)) {
            for (int n = Integer.parseInt(args[1]); ; n++) {
                out.println("appending " + n);
                try {
                    spool.append(Batches.numbered(n, payload));
                } catch (IOException e) {
                    Batches.assertBooksClose(spool.statistics());
                    out.println("failed " + n);
                    return;
                }
                out.println("appended " + n);
                // two steps forward, one back, then more back than forward: it is long, and it is empty, by turns
                for (int i = 0; removes && i < (n / 50 % 2 == 0 ? n % 2 : 2); i++) {
                    var batch = spool.peek();
                    if (batch.isPresent()) {
                        int removed = Batches.number(batch.get());
                        out.println("removing " + removed);
                        spool.remove();
                        out.println("removed " + removed);
                    }
                }
                Batches.assertBooksClose(spool.statistics());
            }
        }
    }

    static Spool open(Path directory, Fsync fsync) throws IOException {
        return Spool.open(
                directory, new SpoolSettings(1 << 30, Duration.ofDays(1), 50_000, fsync), InstantSource.system());
    }

    /** Under a shell's limits, where these are given. */
    static Process start(String limits, Path directory, int from, int payload, boolean removes) throws IOException {
        List<String> command = new ArrayList<>(List.of("sh", "-c", limits + " exec \"$@\"", "sh"));
        command.addAll(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-XX:-UsePerfData",
                "-cp",
                System.getProperty("java.class.path"),
                SpoolProcess.class.getName(),
                directory.toString(),
                Integer.toString(from),
                Integer.toString(payload),
                Boolean.toString(removes)));
        return new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
    }

    static BufferedReader output(Process process) {
        return new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    }
}
