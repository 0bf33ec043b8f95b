package dev.livetail.event;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;

/**
 * The time of an event as text, always in UTC and always with six digits below the second, so that columns line up and
 * text sorts as time does. Thread-safe.
 */
public final class EventTime {
    private static final DateTimeFormatter DATE = DateTimeFormatter.ofPattern("uuuu-MM-dd");
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm:ss");

    private static final int ISO_LENGTH = "2026-11-21T09:34:06.123456Z".length();
    private static final int FRACTION = "2026-11-21T09:34:06.".length();

    /** Events come many to the second: formatting the second once is five times as fast as a formatter each. */
    private static volatile Second latest = Second.of(0);

    /** Another one, since those who read history are at another time than those who write. */
    private static volatile Second latestParsed = Second.of(0);

    private EventTime() {}

    /** {@code 2026-11-21 09:34:06.123456}. */
    public static String readable(Instant instant) {
        return format(instant, ' ', "");
    }

    /** {@code 2026-11-21T09:34:06.123456Z} (ISO 8601, RFC 3339). */
    public static String iso(Instant instant) {
        return format(instant, 'T', "Z");
    }

    /**
     * The instant that {@link #iso} wrote; also any other that {@link Instant#parse} takes.
     *
     * @throws java.time.format.DateTimeParseException if the text is none
     */
    public static Instant parseIso(String text) {
        Second second = latestParsed;
        if (!second.begins(text)) {
            Instant instant = Instant.parse(text);
            latestParsed = Second.of(instant.getEpochSecond());
            return instant;
        }
        int micros = 0;
        for (int i = FRACTION; i < FRACTION + 6; i++) {
            micros = micros * 10 + (text.charAt(i) - '0');
        }
        return Instant.ofEpochSecond(second.epochSecond, micros * 1000L);
    }

    private static String format(Instant instant, char separator, String zone) {
        Second second = latest;
        if (second.epochSecond != instant.getEpochSecond()) {
            second = Second.of(instant.getEpochSecond());
            latest = second;
        }
        StringBuilder text = new StringBuilder(27);
        text.append(second.date).append(separator).append(second.time).append('.');
        int micros = instant.getNano() / 1000;
        for (int divisor = 100_000; divisor > 0; divisor /= 10) {
            text.append((char) ('0' + micros / divisor % 10));
        }
        return text.append(zone).toString();
    }

    private record Second(long epochSecond, String date, String time) {
        /** Whether the text is an instant within this second, as {@link #iso} writes it. */
        boolean begins(String text) {
            if (text.length() != ISO_LENGTH
                    || !text.startsWith(date)
                    || text.charAt(10) != 'T'
                    || !text.startsWith(time, 11)
                    || text.charAt(19) != '.'
                    || text.charAt(ISO_LENGTH - 1) != 'Z') {
                return false;
            }
            for (int i = FRACTION; i < ISO_LENGTH - 1; i++) {
                if (text.charAt(i) < '0' || text.charAt(i) > '9') {
                    return false;
                }
            }
            return true;
        }

        static Second of(long epochSecond) {
            LocalDateTime time = LocalDateTime.ofEpochSecond(epochSecond, 0, ZoneOffset.UTC);
            return new Second(epochSecond, DATE.format(time), TIME.format(time));
        }
    }
}
