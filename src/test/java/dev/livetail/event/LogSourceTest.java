package dev.livetail.event;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import org.junit.jupiter.api.Test;

class LogSourceTest {
    private static final LogSource SOURCE = new LogSource("host", "livetail", 1);

    @Test
    void isEqualWhereAllOfItIs() {
        LogSource same = new LogSource(new String("host"), new String("livetail"), 1);
        assertEquals(SOURCE, same);
        assertEquals(SOURCE.hashCode(), same.hashCode());
        assertNotEquals(SOURCE, new LogSource("other", "livetail", 1));
        assertNotEquals(SOURCE, new LogSource("host", "other", 1));
        assertNotEquals(SOURCE, new LogSource("host", "livetail", 2));
        assertNotEquals(SOURCE, "host");
    }
}
