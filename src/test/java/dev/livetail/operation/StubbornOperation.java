package dev.livetail.operation;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import org.jboss.logging.Logger;

/** Does not heed its interrupt, until it is let go. */
@ApplicationScoped
class StubbornOperation implements Operation {
    private static final Logger LOG = Logger.getLogger(StubbornOperation.class);
    private final Semaphore release = new Semaphore(0);

    void letGo() {
        release.release();
    }

    @Override
    public String name() {
        return "stubborn";
    }

    @Override
    public String description() {
        return "Does not stop when asked.";
    }

    @Override
    public Limits limits() {
        return new Limits(Duration.ofMinutes(5), 1, 1, Duration.ofMillis(100));
    }

    @Override
    public void run(RunContext context) {
        release.drainPermits();
        LOG.info("working");
        release.acquireUninterruptibly();
        LOG.info("after the end");
    }
}
