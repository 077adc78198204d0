package org.carotene.presence.row;

/** Bytes of a row, question or answer are not what any known version writes. */
public final class MalformedBytesException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    MalformedBytesException(String message) {
        super(message);
    }
}
