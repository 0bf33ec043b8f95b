package dev.livetail.forward;

import dev.livetail.forward.Delivery.Delivered;
import dev.livetail.journal.JournalEntry;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;

/** Answers as it is told to, and keeps what it has taken. */
final class ScriptedSink implements LogSink {
    private final BatchLimits limits;
    private final Queue<Delivery> script = new ConcurrentLinkedQueue<>();
    final List<List<String>> batches = new CopyOnWriteArrayList<>();
    final List<String> taken = new CopyOnWriteArrayList<>();
    volatile Function<List<JournalEntry>, Delivery> otherwise = entries -> new Delivered();
    volatile boolean silent;
    /** What is answered first, while there is one. */
    volatile CompletableFuture<Delivery> awaited;

    ScriptedSink(int maxLines) {
        this.limits = new BatchLimits(maxLines, Integer.MAX_VALUE);
    }

    ScriptedSink answering(Delivery... deliveries) {
        script.addAll(List.of(deliveries));
        return this;
    }

    @Override
    public CompletionStage<Delivery> deliver(List<JournalEntry> entries) {
        List<String> messages =
                entries.stream().map(entry -> entry.event().message()).toList();
        batches.add(messages);
        if (silent) {
            return new CompletableFuture<>();
        }
        CompletableFuture<Delivery> answer = awaited;
        if (answer != null) {
            return answer;
        }
        Delivery scripted = script.poll();
        Delivery delivery = scripted == null ? otherwise.apply(entries) : scripted;
        if (delivery instanceof Delivered) {
            taken.addAll(messages);
        }
        return CompletableFuture.completedFuture(delivery);
    }

    @Override
    public BatchLimits limits() {
        return limits;
    }

    @Override
    public void close() {
        // There is nothing to close.
    }
}
