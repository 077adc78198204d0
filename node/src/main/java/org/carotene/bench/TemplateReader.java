package org.carotene.bench;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Reads a {@link Template}: the lines of a text, each a word and what it means, in the order in which things happen.
 * Empty lines and those that begin with {@code #} say nothing.
 */
public final class TemplateReader {

    /** Those that are shipped with it. */
    public static final List<String> BUNDLED =
            List.of("carotene", "carotene-users", "bun", "ws", "socket.io", "nats", "centrifuge");

    private final String name;
    private final List<String> headers = new ArrayList<>();
    private final List<Step> subscriber = new ArrayList<>();
    private final List<Step> publisher = new ArrayList<>();
    private int port;
    private String path = "/";
    private boolean binary;
    private @Nullable String metricsPath;
    private int keepAliveSeconds;
    private MessageText keepAlive = MessageText.of("");
    private @Nullable MessageText publish;

    private TemplateReader(String name) {
        this.name = name;
    }

    /**
     * A bundled template by its name, or the one in a file.
     *
     * @throws IllegalArgumentException if there is none, or it cannot be understood; the message says where and why
     */
    public static Template find(String nameOrFile) {
        if (BUNDLED.contains(nameOrFile)) {
            return read(nameOrFile, bundled(nameOrFile));
        }
        try {
            return read(nameOrFile, Files.readString(Path.of(nameOrFile)));
        } catch (IOException e) {
            throw new IllegalArgumentException(nameOrFile + " (expected: a file, or one of " + BUNDLED + ")", e);
        }
    }

    /** A template from its text. */
    static Template read(String name, String text) {
        TemplateReader reader = new TemplateReader(name);
        List<String> lines = text.lines().toList();
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i);
            if (!line.isBlank() && !line.startsWith("#")) {
                try {
                    reader.line(line);
                } catch (IllegalArgumentException e) {
                    throw new IllegalArgumentException(
                            "template " + name + ", line " + (i + 1) + ": " + e.getMessage(), e);
                }
            }
        }
        return reader.done();
    }

    private void line(String line) {
        int space = line.indexOf(' ');
        String word = space < 0 ? line : line.substring(0, space);
        String rest = space < 0 ? "" : line.substring(space + 1);
        switch (word) {
            case "port" -> port = number(rest);
            case "path" -> path = rest;
            case "header" -> headers.add(rest);
            case "binary" -> binary = true;
            case "metrics" -> metricsPath = rest;
            case "keep-alive" -> keepAlive(rest);
            case "subscriber" -> subscriber.add(step(rest));
            case "publisher" -> publisher.add(step(rest));
            case "publish" -> publish = payload(rest);
            default ->
                throw new IllegalArgumentException(
                        word
                                + " (expected: port, path, header, binary, metrics, keep-alive, subscriber, publisher or publish)");
        }
    }

    private void keepAlive(String rest) {
        int space = rest.indexOf(' ');
        keepAliveSeconds = number(space < 0 ? rest : rest.substring(0, space));
        keepAlive = MessageText.of(space < 0 ? "" : rest.substring(space + 1));
    }

    private static Step step(String rest) {
        if (rest.startsWith("send ")) {
            return new Step.Send(MessageText.of(rest.substring("send ".length())));
        }
        if (rest.startsWith("expect ") && rest.length() > "expect ".length()) {
            return new Step.Expect(rest.substring("expect ".length()));
        }
        throw new IllegalArgumentException(rest + " (expected: send TEXT, or expect TEXT)");
    }

    private static MessageText payload(String text) {
        MessageText message = MessageText.of(text);
        if (!message.hasPayload()) {
            throw new IllegalArgumentException(text + " (expected: a text with ${payload})");
        }
        return message;
    }

    private static int number(String text) {
        try {
            return Integer.parseInt(text.strip());
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(text + " (expected: a number)", e);
        }
    }

    private Template done() {
        if (publish == null || port == 0) {
            throw new IllegalArgumentException(
                    "template " + name + ": incomplete (expected: a line each with port and publish)");
        }
        return new Template(
                name,
                port,
                path,
                headers,
                binary,
                Optional.ofNullable(metricsPath),
                keepAliveSeconds,
                keepAlive,
                subscriber,
                publisher,
                publish);
    }

    private static String bundled(String name) {
        try (InputStream text = TemplateReader.class.getResourceAsStream(name + ".template")) {
            if (text == null) {
                throw new IllegalStateException("no template " + name + " (expected: it is bundled)");
            }
            return new String(text.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
