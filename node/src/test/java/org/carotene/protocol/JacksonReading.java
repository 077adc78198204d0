package org.carotene.protocol;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.carotene.protocol.JsonScanner.Outcome;
import org.jspecify.annotations.Nullable;

/**
 * The same reading as {@link JsonScanner}'s, by the JDK's decoder and Jackson.
 *
 * @param outcome what the text is
 * @param members the top-level object's members in order, empty unless it is one
 */
record JacksonReading(Outcome outcome, List<Member> members) {

    private static final JsonFactory FACTORY = JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(JsonScanner.MAX_DEPTH)
                    .build())
            .build();

    /** A member, its key decoded, its value as it stands in the text. */
    record Member(String key, String value) {}

    /** Reads a text; null when Jackson does not decide, which it leaves undone for a key with half a surrogate pair. */
    static @Nullable JacksonReading of(byte[] bytes, int from, int to) throws IOException {
        String text;
        try {
            text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes, from, to - from))
                    .toString();
        } catch (CharacterCodingException e) {
            return new JacksonReading(Outcome.BAD_UTF8, List.of());
        }
        // Jackson passes over a byte order mark, RFC 8259 leaves that open; a JSON text has none.
        if (text.startsWith("\ufeff")) {
            return new JacksonReading(Outcome.MALFORMED, List.of());
        }
        try (JsonParser parser = FACTORY.createParser(text)) {
            return read(parser, text);
        } catch (StreamConstraintsException e) {
            return new JacksonReading(Outcome.TOO_DEEP, List.of());
        } catch (JacksonException e) {
            if (e.getOriginalMessage().contains("surrogate")) {
                return null;
            }
            return new JacksonReading(Outcome.MALFORMED, List.of());
        }
    }

    private static JacksonReading read(JsonParser parser, String text) throws IOException {
        JsonToken first = parser.nextToken();
        if (first == null) {
            return new JacksonReading(Outcome.MALFORMED, List.of());
        }
        List<Member> members = new ArrayList<>();
        if (first == JsonToken.START_OBJECT) {
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                members.add(member(parser, text));
            }
        } else {
            parser.skipChildren();
            parser.finishToken();
        }
        Outcome outcome = first == JsonToken.START_OBJECT ? Outcome.OBJECT : Outcome.OTHER;
        boolean more = parser.nextToken() != null;
        return new JacksonReading(more ? Outcome.MALFORMED : outcome, more ? List.of() : members);
    }

    private static Member member(JsonParser parser, String text) throws IOException {
        String key = parser.currentName();
        parser.nextToken();
        int start = (int) parser.currentTokenLocation().getCharOffset();
        parser.skipChildren();
        parser.finishToken();
        int end = (int) parser.currentLocation().getCharOffset();
        return new Member(key, text.substring(start, end));
    }
}
