package org.carotene.rest;

import java.nio.charset.CharacterCodingException;
import java.util.Optional;

/** The fields of a form, as {@code application/x-www-form-urlencoded}. */
final class Form {

    private Form() {}

    /** The first field of that name, or empty when there is none. */
    static Optional<String> field(byte[] form, String name) throws CharacterCodingException {
        for (String pair : PercentEncoding.utf8(form).split("&", -1)) {
            int equals = pair.indexOf('=');
            if (equals > 0
                    && PercentEncoding.decode(pair.substring(0, equals), true).equals(name)) {
                return Optional.of(PercentEncoding.decode(pair.substring(equals + 1), true));
            }
        }
        return Optional.empty();
    }
}
