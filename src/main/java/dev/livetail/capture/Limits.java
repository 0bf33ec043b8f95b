package dev.livetail.capture;

import io.quarkus.runtime.configuration.ConfigurationException;

/** Refuses configuration that cannot work, in words for whoever wrote it. */
final class Limits {
    private Limits() {}

    static void check(String key, long value, long least, long most) {
        if (value < least || value > most) {
            throw new ConfigurationException(
                    key + " is " + value + ", but it takes a number from " + least + " to " + most);
        }
    }
}
