package dev.livetail.security;

import io.quarkus.security.spi.runtime.BlockingSecurityExecutor;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.PreDestroy;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Alternative;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * The threads on which tokens are verified, and their keys fetched where those are elsewhere.
 *
 * <p>Few, and their own: whoever fetches waits for as long as the other side likes, and all others wait for that one.
 * On the threads that requests are served by, a dead key server would be a dead service.
 */
// In the place of Quarkus' own, which is also a bean.
@Alternative
@Priority(1)
@ApplicationScoped
public class TokenVerification implements BlockingSecurityExecutor {
    private static final int THREADS = 4;
    private static final int WAITING = 1024;

    private final ThreadPoolExecutor executor;

    TokenVerification() {
        executor = new ThreadPoolExecutor(
                THREADS,
                THREADS,
                30,
                TimeUnit.SECONDS,
                new ArrayBlockingQueue<>(WAITING),
                Thread.ofPlatform().daemon().name("token-verification-", 0).factory());
        executor.allowCoreThreadTimeOut(true);
    }

    @Override
    public <T> Uni<T> executeBlocking(Supplier<? extends T> task) {
        return Uni.createFrom().<T>item(task).runSubscriptionOn(executor);
    }

    @PreDestroy
    void stop() {
        executor.shutdownNow();
    }
}
