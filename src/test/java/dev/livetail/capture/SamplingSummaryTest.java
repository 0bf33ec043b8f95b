package dev.livetail.capture;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class SamplingSummaryTest {
    private final SamplingRule rule = new SamplingRule("noisy", SamplingSettings.ofLogger("org.acme", 0, 0));
    private final SamplingSummary summary = new SamplingSummary(rule);

    private void leaveOut(int lines) {
        for (int i = 0; i < lines; i++) {
            assertTrue(rule.leavesOut(1));
        }
    }

    @Test
    void itIsDueInTheSecondBehindThatInWhichItWasSeenFirst() {
        assertFalse(summary.isDue(1));
        leaveOut(3);
        assertFalse(summary.isDue(1));
        assertTrue(summary.isDue(2));
    }

    @Test
    void whatWasToldIsNotToldAgain() {
        leaveOut(4812);
        assertFalse(summary.isDue(1));
        assertEquals("4,812 similar lines left out (sampling rule \"noisy\": org.acme)", summary.tell());
        assertFalse(summary.isPending());
        assertFalse(summary.isDue(2));
        leaveOut(1);
        assertFalse(summary.isDue(7));
        assertTrue(summary.isDue(8));
        assertEquals("1 similar line left out (sampling rule \"noisy\": org.acme)", summary.tell());
    }
}
