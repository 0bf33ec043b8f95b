package dev.livetail.forward.shape;

import com.google.protobuf.InvalidProtocolBufferException;
import dev.livetail.journal.JournalEntry;
import io.opentelemetry.proto.collector.logs.v1.ExportLogsPartialSuccess;
import io.opentelemetry.proto.collector.logs.v1.ExportLogsServiceResponse;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;

/** OTLP over HTTP ({@code /v1/logs}) with protobuf. */
final class OtlpProtobufShape implements Shape {
    private final OtlpLogs logs;

    OtlpProtobufShape(ShapeSettings settings) {
        logs = new OtlpLogs(settings);
    }

    @Override
    public String contentType() {
        return "application/x-protobuf";
    }

    @Override
    public void write(List<JournalEntry> entries, OutputStream out) throws IOException {
        logs.request(entries).writeTo(out);
    }

    @Override
    public Verdict verdict(int entryCount, byte[] body) {
        try {
            ExportLogsPartialSuccess partial =
                    ExportLogsServiceResponse.parseFrom(body).getPartialSuccess();
            return OtlpJsonShape.verdict(partial.getRejectedLogRecords(), partial.getErrorMessage(), entryCount);
        } catch (InvalidProtocolBufferException e) {
            return Verdict.ACCEPTED;
        }
    }
}
