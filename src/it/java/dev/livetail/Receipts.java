package dev.livetail;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Which lines have come, by the ids of their events, so small that it can hold millions. Thread-safe. */
final class Receipts {
    private final Map<Long, BitSet> sequences = new HashMap<>();
    private final Set<String> keys = new HashSet<>();
    private final List<String> strays = new ArrayList<>();
    private int repeatedBatches;
    private long lines;

    /** @param key what tells a batch that has come already; null where the lines are in none */
    synchronized void add(String key, List<JsonNode> events) {
        boolean repeated = key != null && !keys.add(key);
        repeatedBatches += repeated ? 1 : 0;
        for (JsonNode event : events) {
            String id = event.path("id").asText();
            int dash = id.indexOf('-');
            BitSet known = sequences.computeIfAbsent(Long.valueOf(id.substring(0, dash)), epoch -> new BitSet());
            int sequence = Integer.parseInt(id.substring(dash + 1));
            if (!known.get(sequence)) {
                known.set(sequence);
                lines++;
            } else if (!repeated) {
                strays.add(id);
            }
        }
    }

    /** How many lines have come, each counted once. */
    synchronized long lines() {
        return lines;
    }

    /** The numbers of those lines that have come of one incarnation of the journal. */
    synchronized BitSet of(long epoch) {
        BitSet known = sequences.get(epoch);
        return known == null ? new BitSet() : (BitSet) known.clone();
    }

    /** Batches that have come again with the same key, so that it could be told. */
    synchronized int repeatedBatches() {
        return repeatedBatches;
    }

    /** Lines that have come again in another batch, so that it could not be told. */
    synchronized List<String> strays() {
        return List.copyOf(strays);
    }
}
