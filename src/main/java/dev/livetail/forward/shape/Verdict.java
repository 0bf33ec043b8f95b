package dev.livetail.forward.shape;

import static java.util.Objects.requireNonNull;

import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/** What an aggregator said of the entries of one batch. Immutable. All reasons are as {@link Reason} makes them. */
public sealed interface Verdict {
    Verdict ACCEPTED = new Accepted();

    /** All of them were taken. */
    record Accepted() implements Verdict {}

    /**
     * Some were not taken, and it is known which. An entry that is in neither map was taken.
     *
     * @param retried those to be sent again, by their index within the batch from 0, with the reason
     * @param refused those that will never be taken, by their index within the batch from 0, with the reason
     */
    record Divided(SortedMap<Integer, String> retried, SortedMap<Integer, String> refused) implements Verdict {
        public Divided {
            retried = Collections.unmodifiableSortedMap(new TreeMap<>(retried));
            refused = Collections.unmodifiableSortedMap(new TreeMap<>(refused));
            if (!Collections.disjoint(retried.keySet(), refused.keySet())) {
                throw new IllegalArgumentException("an entry is either retried or refused");
            }
        }
    }

    /**
     * Some will never be taken, and the answer does not tell which. To send the batch again would double the others.
     *
     * @param count how many, at least 1
     * @param reason why
     */
    record SomeRefused(int count, String reason) implements Verdict {
        public SomeRefused {
            requireNonNull(reason, "reason is null");
            if (count < 1) {
                throw new IllegalArgumentException("count must be at least 1: " + count);
            }
        }
    }
}
