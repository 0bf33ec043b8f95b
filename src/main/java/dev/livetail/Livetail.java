package dev.livetail;

import dev.livetail.capture.LogCapture;
import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.annotations.QuarkusMain;
import java.lang.reflect.Proxy;

/** Starts the service. */
@QuarkusMain
public final class Livetail {
    public static void main(String... args) throws ReflectiveOperationException {
        // First of all, so that the log of the start is in the journal too.
        LogCapture.installEarly();
        endWithSuccessOnSigterm();
        // Quarkus answers an address that is not well-formed with nothing but a status; problem/RouterProblems says
        // why.
        System.setProperty("vertx.disableURIValidation", "true");
        Quarkus.run(args);
    }

    /**
     * Whoever sends SIGTERM has what was wanted once the service has ended; the JVM alone would call it failure 143.
     *
     * <p>By reflection, because javac 25 warns of {@code sun.misc} in a way that nothing suppresses, and every warning is
     * an error here. The names are constants, so a native image finds them too.
     */
    private static void endWithSuccessOnSigterm() throws ReflectiveOperationException {
        Class<?> signal = Class.forName("sun.misc.Signal");
        Class<?> handler = Class.forName("sun.misc.SignalHandler");
        Object exit = Proxy.newProxyInstance(
                Livetail.class.getClassLoader(), new Class<?>[] {handler}, (proxy, method, arguments) -> {
                    Quarkus.asyncExit(0);
                    return null;
                });
        signal.getMethod("handle", signal, handler)
                .invoke(null, signal.getConstructor(String.class).newInstance("TERM"), exit);
    }
}
