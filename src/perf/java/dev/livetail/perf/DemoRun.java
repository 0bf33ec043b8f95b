package dev.livetail.perf;

import java.time.Duration;

/**
 * A run of {@code demo}.
 *
 * @param lines how many lines it logs
 * @param rate how many of them a second; 0 for as fast as it can
 * @param delay how long it waits before the first
 */
record DemoRun(long lines, int rate, Duration delay) {

    String json() {
        long interval = rate == 0 ? 0 : 1_000_000_000L / rate;
        return "{\"lines\":" + lines + ",\"interval\":\"" + interval + "ns\",\"delay\":\"" + delay.toMillis()
                + "ms\",\"text\":\"t={nanos}\"}";
    }

    /** How long it takes by itself, not counting how fast readers are. */
    Duration expected() {
        return delay.plusSeconds(rate == 0 ? 0 : lines / rate);
    }
}
