package dev.livetail.event;

import static java.util.Objects.requireNonNull;

import java.util.AbstractMap;
import java.util.AbstractSet;
import java.util.Arrays;
import java.util.Iterator;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Set;
import java.util.function.BiConsumer;

/**
 * A mapped diagnostic context that no longer changes: few entries, in the order in which they came, in as little memory as
 * they take. A journal holds very many of them, and looks for a key by trying each. Thread-safe.
 */
public final class Mdc extends AbstractMap<String, String> {
    private static final Mdc EMPTY = new Mdc(new String[0]);

    /** A key, its value, the next key and so on. */
    private final String[] entries;

    private Mdc(String[] entries) {
        this.entries = entries;
    }

    /**
     * The same entries, in the same order; {@code map} itself if it is one of these.
     *
     * @throws NullPointerException if a key or a value is null
     */
    public static Mdc copyOf(Map<String, String> map) {
        if (map instanceof Mdc mdc) {
            return mdc;
        }
        if (map.isEmpty()) {
            return EMPTY;
        }
        Builder builder = new Builder(map.size());
        for (Map.Entry<String, String> entry : map.entrySet()) {
            builder.add(
                    requireNonNull(entry.getKey(), "key is null"), requireNonNull(entry.getValue(), "value is null"));
        }
        return builder.build();
    }

    @Override
    public int size() {
        return entries.length / 2;
    }

    @Override
    public String get(Object key) {
        int at = indexOf(entries, entries.length, key);
        return at < 0 ? null : entries[at + 1];
    }

    @Override
    public boolean containsKey(Object key) {
        return indexOf(entries, entries.length, key) >= 0;
    }

    private static int indexOf(String[] entries, int length, Object key) {
        for (int i = 0; i < length; i += 2) {
            if (entries[i].equals(key)) {
                return i;
            }
        }
        return -1;
    }

    @Override
    public void forEach(BiConsumer<? super String, ? super String> action) {
        for (int i = 0; i < entries.length; i += 2) {
            action.accept(entries[i], entries[i + 1]);
        }
    }

    @Override
    public Set<Entry<String, String>> entrySet() {
        return new AbstractSet<>() {
            @Override
            public int size() {
                return Mdc.this.size();
            }

            @Override
            public Iterator<Entry<String, String>> iterator() {
                return new Entries(entries);
            }
        };
    }

    @Override
    public boolean equals(Object other) {
        // Consecutive lines mostly have the same, in the same order.
        return other == this
                || (other instanceof Mdc mdc && Arrays.equals(mdc.entries, entries))
                || super.equals(other);
    }

    @Override
    public int hashCode() {
        return super.hashCode();
    }

    int totalLength() {
        int length = 0;
        for (String text : entries) {
            length += text.length();
        }
        return length;
    }

    private static final class Entries implements Iterator<Entry<String, String>> {
        private final String[] entries;
        private int next;

        Entries(String[] entries) {
            this.entries = entries;
        }

        @Override
        public boolean hasNext() {
            return next < entries.length;
        }

        @Override
        public Entry<String, String> next() {
            if (!hasNext()) {
                throw new NoSuchElementException();
            }
            Entry<String, String> entry = new SimpleImmutableEntry<>(entries[next], entries[next + 1]);
            next += 2;
            return entry;
        }
    }

    /** Collects entries, of one thread. */
    public static final class Builder {
        private String[] entries;
        private int length;

        /** @param expected how many entries there will be, about */
        public Builder(int expected) {
            entries = new String[2 * expected];
        }

        /** Adds an entry, or changes the value of one that is there. */
        public Builder put(String key, String value) {
            int at = indexOf(entries, length, key);
            if (at < 0) {
                add(key, value);
            } else {
                entries[at + 1] = value;
            }
            return this;
        }

        private void add(String key, String value) {
            if (length == entries.length) {
                entries = Arrays.copyOf(entries, Math.max(8, 2 * length));
            }
            entries[length++] = key;
            entries[length++] = value;
        }

        /** The value of {@code key} so far, or null. */
        public String get(String key) {
            int at = indexOf(entries, length, key);
            return at < 0 ? null : entries[at + 1];
        }

        public Mdc build() {
            return length == 0 ? EMPTY : new Mdc(Arrays.copyOf(entries, length));
        }
    }
}
