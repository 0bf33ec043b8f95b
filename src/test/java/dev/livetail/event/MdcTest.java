package dev.livetail.event;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class MdcTest {
    private static Map<String, String> entries(int count) {
        Map<String, String> entries = new LinkedHashMap<>();
        for (int i = count; i > 0; i--) {
            entries.put("key" + i, "value" + i);
        }
        return entries;
    }

    @Test
    void aCopyHoldsTheSameInTheSameOrder() {
        for (int count = 0; count < 40; count++) {
            Map<String, String> entries = entries(count);
            Mdc copy = Mdc.copyOf(entries);
            assertEquals(entries, copy);
            assertEquals(copy, entries);
            assertEquals(entries.hashCode(), copy.hashCode());
            assertEquals(new ArrayList<>(entries.entrySet()), new ArrayList<>(copy.entrySet()));
            List<String> keys = new ArrayList<>();
            copy.forEach((key, value) -> keys.add(key));
            assertEquals(new ArrayList<>(entries.keySet()), keys);
        }
    }

    @Test
    void aCopyOfACopyIsTheSame() {
        Mdc copy = Mdc.copyOf(entries(3));
        assertSame(copy, Mdc.copyOf(copy));
    }

    @Test
    void aCopyDoesNotChangeWithItsSource() {
        Map<String, String> entries = entries(3);
        Mdc copy = Mdc.copyOf(entries);
        entries.put("key1", "changed");
        assertEquals("value1", copy.get("key1"));
        assertThrows(UnsupportedOperationException.class, () -> copy.put("key1", "changed"));
        assertThrows(UnsupportedOperationException.class, () -> copy.entrySet().clear());
    }

    @Test
    void itFindsWhatItHoldsAndNothingElse() {
        Mdc copy = Mdc.copyOf(entries(3));
        assertEquals("value2", copy.get("key2"));
        assertTrue(copy.containsKey("key2"));
        // A value is no key.
        assertNull(copy.get("value2"));
        assertFalse(copy.containsKey("value2"));
        assertNull(copy.get(null));
    }

    @Test
    void theOrderIsNoDifference() {
        Mdc one = Mdc.copyOf(entries(3));
        Mdc other = new Mdc.Builder(0)
                .put("key1", "value1")
                .put("key2", "value2")
                .put("key3", "value3")
                .build();
        assertEquals(one, other);
        assertNotEquals(one, new Mdc.Builder(1).put("key1", "value1").build());
    }

    @Test
    void whatIsPutTwiceHasItsLastValue() {
        Mdc.Builder builder = new Mdc.Builder(1).put("a", "1").put("b", "2").put("a", "3");
        assertEquals("3", builder.get("a"));
        assertNull(builder.get("1"));
        assertEquals(Map.of("a", "3", "b", "2"), builder.build());
    }

    @Test
    void whatIsBuiltDoesNotChangeWithItsBuilder() {
        Mdc.Builder builder = new Mdc.Builder(1).put("a", "1");
        Mdc built = builder.build();
        builder.put("a", "2").put("b", "3");
        assertEquals(Map.of("a", "1"), built);
    }

    @Test
    void nothingIsRefusedAsAKeyOrAValue() {
        Map<String, String> withoutValue = new HashMap<>();
        withoutValue.put("a", null);
        assertThrows(NullPointerException.class, () -> Mdc.copyOf(withoutValue));
        Map<String, String> withoutKey = new HashMap<>();
        withoutKey.put(null, "a");
        assertThrows(NullPointerException.class, () -> Mdc.copyOf(withoutKey));
    }
}
