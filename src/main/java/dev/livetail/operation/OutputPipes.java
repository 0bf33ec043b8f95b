package dev.livetail.operation;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.ReadableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jboss.logging.Logger;

/**
 * The pipes for the standard output and the standard error of a process, as named pipes of our own.
 *
 * <p>The JDK's would not do: when the process ends, the JDK reads what is there and closes them, and so cuts off (and by
 * SIGPIPE ends) children that still write; and a thread that reads from one cannot be woken. A named pipe ends when all who
 * can write to it have ended, and its channel can be closed under a thread that reads.
 *
 * <p>The names are needed only until the process has been started, and are gone when this is closed. It needs
 * {@code mkfifo}, which every POSIX system has.
 */
final class OutputPipes implements AutoCloseable {
    private static final Logger LOG = Logger.getLogger(OutputPipes.class);

    private final Path directory;
    private final Path outName;
    private final Path errName;
    private FileChannel out;
    private FileChannel err;
    // As long as we can write to a pipe ourselves, opening its other end does not wait for anyone.
    private FileChannel outKept;
    private FileChannel errKept;
    private boolean started;

    private OutputPipes(Path directory) {
        this.directory = directory;
        this.outName = directory.resolve("out");
        this.errName = directory.resolve("err");
    }

    /** Makes them in a directory of their own within {@code parent}, which nobody else can look into. */
    static OutputPipes open(Path parent) throws IOException, InterruptedException {
        OutputPipes pipes = new OutputPipes(Files.createTempDirectory(parent, "run-"));
        try {
            pipes.make();
            return pipes;
        } catch (IOException | InterruptedException e) {
            pipes.close();
            throw e;
        }
    }

    private void make() throws IOException, InterruptedException {
        if (mkfifo().waitFor() != 0) {
            throw new IOException("cannot make the pipes for its output: mkfifo failed in " + directory);
        }
        outKept = FileChannel.open(outName, StandardOpenOption.READ, StandardOpenOption.WRITE);
        errKept = FileChannel.open(errName, StandardOpenOption.READ, StandardOpenOption.WRITE);
        out = FileChannel.open(outName, StandardOpenOption.READ);
        err = FileChannel.open(errName, StandardOpenOption.READ);
    }

    private Process mkfifo() throws IOException {
        try {
            return new ProcessBuilder("mkfifo", "-m", "600", outName.toString(), errName.toString())
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
        } catch (IOException e) {
            throw new IOException("cannot make the pipes for its output: " + e.getMessage(), e);
        }
    }

    /** Starts a process that writes to these pipes. */
    Process start(ProcessBuilder builder) throws IOException {
        Process process = builder.redirectOutput(outName.toFile())
                .redirectError(errName.toFile())
                .start();
        started = true;
        return process;
    }

    /** What the process writes to its standard output; to be closed by its reader. */
    ReadableByteChannel out() {
        return out;
    }

    /** What the process writes to its standard error; to be closed by its reader. */
    ReadableByteChannel err() {
        return err;
    }

    /** Never throws: once the process has been started, it has been started. */
    @Override
    public void close() {
        try {
            if (!started) {
                close(out);
                close(err);
            }
            close(outKept);
            close(errKept);
            Files.deleteIfExists(outName);
            Files.deleteIfExists(errName);
            Files.delete(directory);
        } catch (IOException e) {
            LOG.warnf("Cannot clean up %s: %s", directory, e);
        }
    }

    private static void close(FileChannel channel) throws IOException {
        if (channel != null) {
            channel.close();
        }
    }
}
