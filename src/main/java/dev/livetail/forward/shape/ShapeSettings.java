package dev.livetail.forward.shape;

import static java.util.Objects.requireNonNull;

import java.util.Map;
import java.util.Optional;

/**
 * What the shapes need to know beside the entries.
 *
 * @param service the name of the service that the entries are of
 * @param index where they are to be kept: an index of Elasticsearch or Splunk
 * @param source what made them, as Splunk and Datadog are told
 * @param sourceType how they are written, as Splunk is told
 * @param labels what is true of every entry: labels of Loki, tags of Datadog, resource attributes of OTLP, fields of
 *     Splunk
 */
public record ShapeSettings(
        String service,
        Optional<String> index,
        Optional<String> source,
        Optional<String> sourceType,
        Map<String, String> labels) {
    public ShapeSettings {
        requireNonNull(service, "service is null");
        requireNonNull(index, "index is null");
        requireNonNull(source, "source is null");
        requireNonNull(sourceType, "sourceType is null");
        labels = Map.copyOf(labels);
    }

    /** Nothing but what must be known. */
    public static ShapeSettings of(String service) {
        return new ShapeSettings(service, Optional.empty(), Optional.empty(), Optional.empty(), Map.of());
    }
}
