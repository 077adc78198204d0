package org.carotene.bench;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** A text of a template, cut at its placeholders once so that a message is made by copying bytes. */
final class MessageText {

    /** What may stand between <code>${</code> and <code>}</code>. */
    private enum Place {
        ID,
        CHANNEL,
        PAYLOAD,
        PAYLOAD_BYTES,
        CRLF;

        String written() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    // Text and place in turn, and a text at the end.
    private final List<byte[]> texts = new ArrayList<>();
    private final List<Place> places = new ArrayList<>();

    private MessageText(String text) {
        int at = 0;
        for (int open = text.indexOf("${"); open >= 0; open = text.indexOf("${", at)) {
            int close = text.indexOf('}', open);
            if (close < 0) {
                throw new IllegalArgumentException(text.substring(open) + " (expected: a } behind it)");
            }
            String name = text.substring(open + 2, close);
            texts.add(utf8(text.substring(at, open)));
            places.add(place(name));
            at = close + 1;
        }
        texts.add(utf8(text.substring(at)));
    }

    /**
     * Reads a text with placeholders.
     *
     * @throws IllegalArgumentException if it has one that there is not
     */
    static MessageText of(String text) {
        return new MessageText(text);
    }

    /** Whether what is published has its stamp in it. */
    boolean hasPayload() {
        return places.contains(Place.PAYLOAD);
    }

    /**
     * Writes the message of one connection.
     *
     * @param padding what follows the stamp of a payload
     * @param nanos the time, where it has a payload
     */
    void write(ByteSink into, int id, byte[] channel, byte[] padding, long nanos) {
        for (int i = 0; i < places.size(); i++) {
            into.put(texts.get(i));
            switch (places.get(i)) {
                case ID -> into.put(utf8(Integer.toString(id)));
                case CHANNEL -> into.put(channel);
                case PAYLOAD -> putPayload(into, padding, nanos);
                case PAYLOAD_BYTES -> into.put(utf8(Integer.toString(Stamp.BYTES + padding.length)));
                case CRLF -> into.put(utf8("\r\n"));
            }
        }
        into.put(texts.get(places.size()));
    }

    private static void putPayload(ByteSink into, byte[] padding, long nanos) {
        int at = into.grow(Stamp.BYTES);
        Stamp.put(into.bytes(), at, nanos);
        into.put(padding);
    }

    private static Place place(String name) {
        return Arrays.stream(Place.values())
                .filter(place -> place.written().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("${" + name + "} (expected: "
                        + Arrays.stream(Place.values())
                                .map(place -> "${" + place.written() + "}")
                                .collect(Collectors.joining(", "))
                        + ")"));
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
