package org.carotene.settings;

import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The kinds of values that settings have. */
final class Kinds {

    private static final Pattern SIZE = Pattern.compile("([0-9]{1,12}) ?(B|KiB|MiB|GiB)?");
    private static final Pattern TIME = Pattern.compile("([0-9]{1,9}) ?(ms|s|m|h)");
    private static final Map<String, Integer> SIZE_UNITS =
            Map.of("B", 1, "KiB", 1 << 10, "MiB", 1 << 20, "GiB", 1 << 30);
    private static final Map<String, Integer> TIME_UNITS = Map.of("ms", 1, "s", 1_000, "m", 60_000, "h", 3_600_000);
    private static final Map<String, Boolean> SWITCH =
            Map.of("true", true, "yes", true, "on", true, "false", false, "no", false, "off", false);

    private Kinds() {}

    static Kind<Integer> number(int from, int to) {
        return new Kind<>(
                "a number", from + ".." + to, text -> within(Long.parseLong(text), from, to), String::valueOf);
    }

    /** Bytes: a plain number, or one with B, KiB, MiB or GiB. */
    static Kind<Integer> size(int from, int to) {
        return new Kind<>(
                "a size such as 65536 or 64KiB",
                showSize(from) + ".." + showSize(to),
                text -> readSize(text, from, to),
                Kinds::showSize);
    }

    /** A time; its unit is part of the value. */
    static Kind<Duration> time(Duration from, Duration to) {
        return new Kind<>(
                "a time such as 500ms, 10s or 5m",
                showTime(from) + ".." + showTime(to),
                text -> readTime(text, from, to),
                Kinds::showTime);
    }

    static Kind<Boolean> yesOrNo() {
        return new Kind<>(
                "true or false", "", text -> known(SWITCH.get(text.toLowerCase(Locale.ROOT))), String::valueOf);
    }

    static <E extends Enum<E>> Kind<E> oneOf(Class<E> type) {
        Map<String, E> names =
                Arrays.stream(type.getEnumConstants()).collect(Collectors.toMap(Kinds::showName, Function.identity()));
        String all = Arrays.stream(type.getEnumConstants()).map(Kinds::showName).collect(Collectors.joining(", "));
        return new Kind<>("one of", all, text -> known(names.get(text)), Kinds::showName);
    }

    static Kind<String> text(int from, int to) {
        return new Kind<>(
                "a text", from + ".." + to + " characters", text -> withinText(text, from, to), Function.identity());
    }

    static Kind<String> secret(int from, int to) {
        Kind<String> text = text(from, to);
        return new Kind<>(text.type(), text.range(), true, false, text.reader(), value -> "set");
    }

    /** A secret that goes into an HTTP header as it is. */
    static Kind<String> token(int from, int to) {
        Pattern form = Pattern.compile("[A-Za-z0-9._~+/=-]{" + from + "," + to + "}");
        return new Kind<>(
                "letters, digits and ._~+/=-",
                from + ".." + to + " characters",
                true,
                false,
                text -> matching(text, form),
                value -> "set");
    }

    static Kind<String> pattern() {
        return new Kind<>(
                "a regular expression", "", text -> Pattern.compile(text).pattern(), Function.identity());
    }

    static Kind<NodeName> nodeName() {
        return new Kind<>("name@host of letters, digits, '.', '_' and '-'", "", NodeName::new, NodeName::value);
    }

    static Kind<String> host() {
        Pattern form = Pattern.compile("[A-Za-z0-9_.:-]{1,253}");
        return new Kind<>("an IP address or a host name", "", text -> matching(text, form), Function.identity());
    }

    static Kind<String> peer() {
        return new Kind<>("host, host:port, host:from..to or name@host", "", Kinds::readPeer, Function.identity());
    }

    static Kind<AddressRange> addressRange() {
        return new Kind<>("an IP address or a range such as 10.0.0.0/8", "", AddressRange::of, AddressRange::toString);
    }

    static Kind<String> origin() {
        Pattern form = Pattern.compile("\\*|https?://[^/\\s]+");
        return new Kind<>(
                "* or an origin such as https://example.org", "", text -> matching(text, form), Function.identity());
    }

    static Kind<URI> url() {
        return new Kind<>("a URL that begins with http:// or https://", "", Kinds::readUrl, URI::toString);
    }

    static Kind<Path> file() {
        return new Kind<>("a file that can be read", "", Kinds::readFile, Path::toString);
    }

    static Kind<Path> path() {
        return new Kind<>("a file, made if missing", "", text -> Path.of(withinText(text, 1, 4096)), Path::toString);
    }

    static Kind<String> directory() {
        return new Kind<>("a directory, made if missing", "", text -> withinText(text, 1, 4096), Function.identity());
    }

    static <T> Kind<List<T>> listOf(Kind<T> item) {
        Function<String, List<T>> reader = text -> List.of(item.read(text));
        return new Kind<>(
                item.type(),
                item.range(),
                item.secret(),
                true,
                reader,
                list -> list.stream().map(item::show).toList().toString());
    }

    static String showSize(int bytes) {
        for (String unit : List.of("GiB", "MiB", "KiB")) {
            int factor = known(SIZE_UNITS.get(unit));
            if (bytes != 0 && bytes % factor == 0) {
                return bytes / factor + unit;
            }
        }
        return bytes + "B";
    }

    static String showTime(Duration time) {
        long millis = time.toMillis();
        if (millis % 1_000 != 0) {
            return millis + "ms";
        }
        long seconds = millis / 1_000;
        if (seconds != 0 && seconds % 3_600 == 0) {
            return seconds / 3_600 + "h";
        }
        return seconds >= 300 && seconds % 60 == 0 ? seconds / 60 + "m" : seconds + "s";
    }

    private static String showName(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }

    private static int readSize(String text, int from, int to) {
        Matcher matcher = matched(SIZE, text);
        String unit = matcher.group(2);
        return within(Long.parseLong(matcher.group(1)) * known(SIZE_UNITS.get(unit == null ? "B" : unit)), from, to);
    }

    private static Duration readTime(String text, Duration from, Duration to) {
        Matcher matcher = matched(TIME, text);
        long millis = Long.parseLong(matcher.group(1)) * known(TIME_UNITS.get(matcher.group(2)));
        if (millis < from.toMillis() || millis > to.toMillis()) {
            throw new IllegalArgumentException("out of range");
        }
        return Duration.ofMillis(millis);
    }

    private static URI readUrl(String text) {
        try {
            URI url = new URI(text);
            boolean http = "http".equalsIgnoreCase(url.getScheme()) || "https".equalsIgnoreCase(url.getScheme());
            if (!http || url.getHost() == null) {
                throw new IllegalArgumentException("not a URL of HTTP");
            }
            return url;
        } catch (URISyntaxException e) {
            throw new IllegalArgumentException("not a URL", e);
        }
    }

    private static Path readFile(String text) {
        Path path = Path.of(text);
        if (!Files.isRegularFile(path) || !Files.isReadable(path)) {
            throw new IllegalArgumentException("not a file that can be read");
        }
        return path;
    }

    private static String readPeer(String text) {
        Peer peer = Peer.of(text);
        return peer.host().isEmpty() ? "" : text;
    }

    private static int within(long value, int from, int to) {
        if (value < from || value > to) {
            throw new IllegalArgumentException("out of range");
        }
        return (int) value;
    }

    private static String withinText(String text, int from, int to) {
        within(text.length(), from, to);
        if (text.chars().anyMatch(Character::isISOControl)) {
            throw new IllegalArgumentException("control character");
        }
        return text;
    }

    private static String matching(String text, Pattern form) {
        matched(form, text);
        return text;
    }

    private static Matcher matched(Pattern form, String text) {
        Matcher matcher = form.matcher(text);
        if (!matcher.matches()) {
            throw new IllegalArgumentException("another form");
        }
        return matcher;
    }

    private static <T> T known(@Nullable T value) {
        if (value == null) {
            throw new IllegalArgumentException("unknown");
        }
        return value;
    }
}
