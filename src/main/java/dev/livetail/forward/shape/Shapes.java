package dev.livetail.forward.shape;

/** The shapes that there are, by the names that they have in the configuration. */
public final class Shapes {
    private Shapes() {}

    /**
     * The shape of that name.
     *
     * @throws IllegalArgumentException if there is none, or if the settings are not for it; it says what is accepted
     */
    public static Shape named(String name, ShapeSettings settings) {
        return switch (name) {
            case "ndjson" -> new NdjsonShape();
            case "json" -> new JsonArrayShape();
            case "elastic" -> new ElasticShape(settings);
            case "loki" -> new LokiShape(settings);
            case "splunk" -> new SplunkShape(settings);
            case "datadog" -> new DatadogShape(settings);
            case "gelf" -> new GelfShape(settings);
            case "otlp-json" -> new OtlpJsonShape(settings);
            case "otlp-protobuf" -> new OtlpProtobufShape(settings);
            default ->
                throw new IllegalArgumentException(
                        "there is no shape '" + name
                                + "'; there are ndjson, json, elastic, loki, splunk, datadog, gelf, otlp-json and otlp-protobuf");
        };
    }
}
