package dev.livetail.operation;

import java.util.Optional;

/** The names of POSIX signals by their numbers, as on Linux. */
final class Signals {
    /** Java and shells report 128 and the number of the signal as the exit code of a process that one has ended. */
    private static final int EXIT_CODE_BASE = 128;

    private static final String[] NAMES = {
        "HUP", "INT", "QUIT", "ILL", "TRAP", "ABRT", "BUS", "FPE", "KILL", "USR1", "SEGV", "USR2", "PIPE", "ALRM",
        "TERM", "STKFLT", "CHLD", "CONT", "STOP", "TSTP", "TTIN", "TTOU", "URG", "XCPU", "XFSZ", "VTALRM", "PROF",
        "WINCH", "IO", "PWR", "SYS"
    };

    private Signals() {}

    static Optional<String> ofExitCode(int exitCode) {
        int number = exitCode - EXIT_CODE_BASE;
        return number >= 1 && number <= NAMES.length ? Optional.of("SIG" + NAMES[number - 1]) : Optional.empty();
    }
}
