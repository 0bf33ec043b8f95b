package dev.livetail.forward.shape;

import dev.livetail.event.EventJson;
import dev.livetail.event.StackTrace;
import dev.livetail.event.Thrown;
import java.util.LinkedHashMap;
import java.util.Map;

/** Texts by names of which no two may be the same, in the order in which they came. Of one thread. */
final class Texts {
    private final Map<String, String> texts = new LinkedHashMap<>();

    /** Adds a text, under a longer name if this one is taken: neither text must push out the other. */
    void add(String name, String text) {
        String free = name.isEmpty() ? "_" : EventJson.wellFormed(name);
        while (texts.containsKey(free)) {
            free += "_";
        }
        texts.put(free, EventJson.wellFormed(text));
    }

    Map<String, String> asMap() {
        return texts;
    }

    static String stackTrace(Thrown thrown) {
        StringBuilder trace = new StringBuilder();
        StackTrace.append(thrown, trace);
        return EventJson.wellFormed(trace.toString());
    }
}
