package org.carotene.rest;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.StreamReadConstraints;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;

/** Writes the JSON of answers, and tells JSON from other text; stateless. */
final class JsonText {

    // A text that is too deep for a parser of trees is JSON all the same, and here it is only walked over; the bound on
    // the body bounds it.
    private static final JsonFactory FACTORY = JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(Integer.MAX_VALUE)
                    .maxNumberLength(Integer.MAX_VALUE)
                    .maxStringLength(Integer.MAX_VALUE)
                    .maxNameLength(Integer.MAX_VALUE)
                    .build())
            .build();

    private JsonText() {}

    /** Something that writes into a generator. */
    @FunctionalInterface
    interface Content {
        void writeTo(JsonGenerator out) throws IOException;
    }

    static byte[] object(Content fields) {
        return written(out -> {
            out.writeStartObject();
            fields.writeTo(out);
            out.writeEndObject();
        });
    }

    static byte[] array(List<String> texts) {
        return written(out -> {
            out.writeStartArray(texts, texts.size());
            for (String text : texts) {
                out.writeString(text);
            }
            out.writeEndArray();
        });
    }

    static byte[] string(String text) {
        return written(out -> out.writeString(text));
    }

    /** Whether the text is exactly one JSON value, with or without white space around it. */
    static boolean isJson(String text) {
        try (JsonParser parser = FACTORY.createParser(text)) {
            if (parser.nextToken() == null) {
                return false;
            }
            parser.skipChildren();
            return !parser.currentToken().isStructStart() && parser.nextToken() == null;
        } catch (IOException e) {
            return false;
        }
    }

    private static byte[] written(Content content) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (JsonGenerator out = FACTORY.createGenerator(bytes)) {
            content.writeTo(out);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }
}
