package org.carotene.transport.http;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;

/**
 * What a request over HTTP is refused with, on either listener: a status, a number that never changes its meaning, and words.
 *
 * @param retry whether the same request may succeed later
 * @param text what is wrong; an answer may say more
 * @param help what to do about it
 */
public record HttpRefusal(int status, int code, boolean retry, String text, String help) {
    /** Writes the fields of the answer's body, with the text at hand. */
    public void writeTo(JsonGenerator out, String told) throws IOException {
        out.writeNumberField("code", code);
        out.writeStringField("error", told);
        out.writeStringField("help", help);
        out.writeBooleanField("retry", retry);
    }
}
