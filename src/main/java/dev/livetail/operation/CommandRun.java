package dev.livetail.operation;

import dev.livetail.redaction.OutputLines;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.jboss.logging.Logger;

/**
 * One run of a command. The run's thread waits for the process, and two more move its output into the log.
 *
 * <p>Interrupted, it ends all processes that came of the command before it says so.
 */
final class CommandRun {
    /** The variable that marks every process of a run with the run's id. */
    static final String RUN_ID = "LIVETAIL_RUN_ID";

    /** What a program needs to feel at home; the rest of the service's environment may hold secrets. */
    private static final Set<String> INHERITED = Set.of(
            "PATH", "HOME", "USER", "LOGNAME", "SHELL", "LANG", "LANGUAGE", "LC_ALL", "LC_CTYPE", "TZ", "TMPDIR");

    /** How long output is waited for that other processes hold open after the command has ended. */
    private static final Duration HELD_OPEN = Duration.ofSeconds(2);

    /** How much may be on its way to the journal: lines can be long, and what bounds the way counts lines only. */
    private static final int IN_FLIGHT = 4 << 20;

    private final CommandOperation.Settings settings;
    private final RunContext context;
    private final Logger log;

    CommandRun(String operation, CommandOperation.Settings settings, RunContext context) {
        this.settings = settings;
        this.context = context;
        this.log = Logger.getLogger("operation." + operation);
    }

    Outcome execute() throws InterruptedException {
        Process process;
        OutputPipes pipes;
        try (OutputPipes opened = OutputPipes.open(settings.pipes())) {
            pipes = opened;
            process = opened.start(builder());
        } catch (IOException e) {
            return new Outcome.NotStarted(settings.redactor().text(e.getMessage()));
        }
        ProcessTree tree = new ProcessTree(process.toHandle(), RUN_ID + "=" + context.runId());
        try {
            closeInput(process);
            List<OutputPump> pumps = List.of(
                    OutputPump.start("stdout", pipes.out(), sink(log::info), settings.redactor()),
                    OutputPump.start("stderr", pipes.err(), sink(log::warn), settings.redactor()));
            return Outcome.Exited.with(await(process, tree, pumps));
        } finally {
            process.destroyForcibly();
        }
    }

    private int await(Process process, ProcessTree tree, List<OutputPump> pumps) throws InterruptedException {
        try {
            int exitCode = process.waitFor();
            awaitOutput(pumps);
            return exitCode;
        } catch (InterruptedException e) {
            if (!tree.terminate(settings.grace())) {
                log.warn("Not all processes of the command could be ended");
            }
            awaitOutput(pumps);
            throw e;
        }
    }

    private ProcessBuilder builder() {
        List<String> command = settings.command().stream()
                .map(argument -> argument.render(name -> context.optional(name).orElse("")))
                .toList();
        ProcessBuilder builder = new ProcessBuilder(command);
        if (settings.directory() != null) {
            builder.directory(settings.directory().toFile());
        }
        builder.environment().keySet().retainAll(INHERITED);
        builder.environment().putAll(settings.environment());
        builder.environment().put(RUN_ID, context.runId());
        return builder;
    }

    /** A command that waits for input would wait for ever. */
    private static void closeInput(Process process) {
        try {
            process.getOutputStream().close();
        } catch (IOException e) {
            // It has ended already.
        }
    }

    private LineSplitter.LineSink sink(Consumer<String> logger) {
        return new LineSplitter.LineSink() {
            private final OutputLines lines =
                    settings.redactor().lines(List.of(settings.environment(), context.parameters()));
            private long inFlight;

            @Override
            public void line(String line) throws InterruptedException {
                context.awaitCapacity();
                logger.accept(lines.next(line));
                inFlight += 2L * line.length();
                if (inFlight > IN_FLIGHT) {
                    context.awaitLogged();
                    inFlight = 0;
                }
            }
        };
    }

    private void awaitOutput(List<OutputPump> pumps) throws InterruptedException {
        boolean all = true;
        for (OutputPump pump : pumps) {
            all &= pump.awaitEnd(HELD_OPEN);
        }
        if (!all) {
            log.warn("The command has ended, but a process that it left behind keeps its output open;"
                    + " what that writes from now on is not logged");
        }
    }
}
