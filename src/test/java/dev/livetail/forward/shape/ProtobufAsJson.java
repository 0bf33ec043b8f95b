package dev.livetail.forward.shape;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.protobuf.ByteString;
import com.google.protobuf.Descriptors.EnumValueDescriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Message;
import java.util.HexFormat;
import java.util.List;

/** OTLP's rules for JSON, told of any message by its descriptor: knows no field of ours, and so forgets none. */
final class ProtobufAsJson {
    private ProtobufAsJson() {}

    static ObjectNode of(Message message) {
        ObjectNode object = JsonNodeFactory.instance.objectNode();
        message.getAllFields().forEach((field, value) -> {
            if (field.isRepeated()) {
                ArrayNode array = object.putArray(field.getJsonName());
                ((List<?>) value).forEach(element -> add(field, element, array));
            } else {
                ArrayNode single = JsonNodeFactory.instance.arrayNode();
                add(field, value, single);
                object.set(field.getJsonName(), single.get(0));
            }
        });
        return object;
    }

    private static void add(FieldDescriptor field, Object value, ArrayNode array) {
        switch (field.getJavaType()) {
            case MESSAGE -> array.add(of((Message) value));
            case BYTE_STRING -> array.add(HexFormat.of().formatHex(((ByteString) value).toByteArray()));
            case LONG -> array.add(Long.toString((Long) value));
            case ENUM -> array.add(((EnumValueDescriptor) value).getNumber());
            case INT -> array.add((Integer) value);
            case BOOLEAN -> array.add((Boolean) value);
            case STRING -> array.add((String) value);
            case FLOAT, DOUBLE -> throw new AssertionError("no log has such a field: " + field);
        }
    }
}
