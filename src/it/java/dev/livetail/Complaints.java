package dev.livetail;

import java.util.ArrayList;
import java.util.List;

/** What a check has found, one sentence each. */
final class Complaints {
    private final List<String> all = new ArrayList<>();

    void unless(boolean holds, String complaint) {
        if (!holds) {
            add(complaint);
        }
    }

    void add(String complaint) {
        all.add(complaint);
    }

    List<String> all() {
        return List.copyOf(all);
    }
}
