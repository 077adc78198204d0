package org.carotene.rest;

import java.nio.charset.CharacterCodingException;

/** Percent-encoded text that cannot be read, with where and what was expected. */
final class MalformedTextException extends CharacterCodingException {

    private static final long serialVersionUID = 1L;

    private final String message;

    MalformedTextException(String message) {
        this.message = message;
    }

    MalformedTextException(String message, Throwable cause) {
        this.message = message;
        initCause(cause);
    }

    @Override
    public String getMessage() {
        return message;
    }
}
