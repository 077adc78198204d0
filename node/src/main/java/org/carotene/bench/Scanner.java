package org.carotene.bench;

import java.util.function.LongConsumer;

/** Finds the times of publications in what one connection receives. On the thread of the bench. */
interface Scanner {

    /** Takes the next bytes of the stream, which begin at {@link StampScanner#CARRY_BYTES}, and tells each time. */
    void scan(byte[] bytes, int length, LongConsumer found);
}
