package org.carotene.bench;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;

/** What fills a payload behind its stamp; the same in every run. */
final class Padding {

    private static final int WORDS = 400;
    private static final String[] SYLLABLES = {
        "ka", "ro", "ten", "mi", "sa", "lu", "en", "der", "fo", "ti", "ga", "ne", "po", "wa", "is", "ur"
    };

    private Padding() {}

    /**
     * Makes that many bytes.
     *
     * @param words like text: words, some often and most seldom, and numbers; else one letter over and over
     */
    static byte[] of(int length, boolean words) {
        if (!words) {
            byte[] letters = new byte[length];
            Arrays.fill(letters, (byte) 'x');
            return letters;
        }
        Random random = new Random(7692);
        String[] vocabulary = new String[WORDS];
        for (int i = 0; i < WORDS; i++) {
            StringBuilder word = new StringBuilder();
            for (int syllables = 1 + random.nextInt(4); syllables > 0; syllables--) {
                word.append(SYLLABLES[random.nextInt(SYLLABLES.length)]);
            }
            vocabulary[i] = word.toString();
        }
        StringBuilder text = new StringBuilder(length + 16);
        while (text.length() < length) {
            double seldom = random.nextDouble();
            text.append(vocabulary[(int) (WORDS * seldom * seldom * seldom)]).append(' ');
            if (random.nextInt(8) == 0) {
                text.append(random.nextInt(100_000)).append(", ");
            }
        }
        return text.substring(0, length).getBytes(StandardCharsets.US_ASCII);
    }
}
