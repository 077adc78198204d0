package org.carotene.admingui.client;

import java.io.IOException;
import org.carotene.admingui.model.Sentence;

/** A failure that the program itself has found, with what is to be said about it. */
final class SaidException extends IOException {
    private static final long serialVersionUID = 1L;

    private final transient Sentence sentence;

    SaidException(Sentence sentence) {
        super(sentence.text());
        this.sentence = sentence;
    }

    Sentence sentence() {
        return sentence;
    }
}
