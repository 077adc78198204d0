package org.carotene.backend;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;

/**
 * The body of the backend's answer, as far as version 1 of the protocol tells such bodies apart.
 *
 * <p>Whatever the content type says, a body is JSON when it is UTF-8 text of exactly one JSON value.
 */
sealed interface JsonReply {

    /** A JSON object without repeated keys: the text of each value, without the white space between its parts. */
    record Fields(Map<String, String> texts) implements JsonReply {}

    /** All the others. */
    enum Other implements JsonReply {
        NOT_JSON,
        SCALAR,
        /** An array, or an object with a key that occurs twice. */
        STRUCTURE
    }

    static JsonReply read(byte[] body) {
        try {
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(body))
                    .toString();
            try (JsonParser parser = Reading.FACTORY.createParser(text)) {
                return Reading.whole(parser, text);
            }
        } catch (CharacterCodingException | JsonProcessingException e) {
            return Other.NOT_JSON;
        } catch (IOException e) {
            throw new UncheckedIOException("reading a text in memory (expected: no failure but the parser's)", e);
        }
    }

    /** How it is read. */
    final class Reading {

        private static final JsonFactory FACTORY = new JsonFactory();

        private Reading() {}

        private static JsonReply whole(JsonParser parser, String text) throws IOException {
            JsonToken first = parser.nextToken();
            if (first == null) {
                return Other.NOT_JSON;
            }
            JsonReply reply;
            if (first == JsonToken.START_OBJECT) {
                reply = fields(parser, text);
            } else {
                parser.skipChildren();
                parser.finishToken();
                reply = first == JsonToken.START_ARRAY ? Other.STRUCTURE : Other.SCALAR;
            }
            return parser.nextToken() == null ? reply : Other.NOT_JSON;
        }

        private static JsonReply fields(JsonParser parser, String text) throws IOException {
            Map<String, String> texts = new HashMap<>();
            boolean repeated = false;
            while (parser.nextToken() != JsonToken.END_OBJECT) {
                String key = parser.currentName();
                parser.nextToken();
                int begin = (int) parser.currentTokenLocation().getCharOffset();
                parser.skipChildren();
                parser.finishToken();
                int end = (int) parser.currentLocation().getCharOffset();
                repeated |= texts.put(key, compact(text, begin, end)) != null;
            }
            return repeated ? Other.STRUCTURE : new Fields(texts);
        }

        /** Valid JSON without the white space outside its strings; all else, numbers included, stays as it was. */
        private static String compact(String text, int begin, int end) {
            StringBuilder compact = new StringBuilder(end - begin);
            boolean quoted = false;
            for (int i = begin; i < end; i++) {
                char each = text.charAt(i);
                if (quoted && each == '\\') {
                    compact.append(each).append(text.charAt(++i));
                } else if (quoted || " \t\r\n".indexOf(each) < 0) {
                    quoted ^= each == '"';
                    compact.append(each);
                }
            }
            return compact.toString();
        }
    }
}
