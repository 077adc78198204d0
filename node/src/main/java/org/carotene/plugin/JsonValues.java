package org.carotene.plugin;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.carotene.channel.Json;

/** Payloads of the API as JSON values. */
final class JsonValues {

    private static final JsonFactory FACTORY = new JsonFactory();

    private JsonValues() {}

    /** The text as it is, if it is exactly one JSON value. */
    static Json checked(String text) {
        try (JsonParser parser = FACTORY.createParser(text)) {
            if (parser.nextToken() != null) {
                parser.skipChildren();
                if (parser.nextToken() == null) {
                    return Json.of(text.strip());
                }
            }
        } catch (IOException e) {
            throw new IllegalArgumentException("payload: not JSON (expected: one JSON value)", e);
        }
        throw new IllegalArgumentException("payload: none or more than one JSON value (expected: one)");
    }

    /** The text as a JSON string. */
    static Json quoted(String text) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (JsonGenerator out = FACTORY.createGenerator(bytes)) {
            out.writeString(text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new Json(bytes.toByteArray());
    }
}
