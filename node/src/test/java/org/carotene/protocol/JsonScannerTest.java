package org.carotene.protocol;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.carotene.protocol.JsonScanner.Outcome;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonScannerTest {

    private static final int RANDOM_TEXTS = 200_000;

    private final JsonScanner scanner = new JsonScanner();

    @Test
    void scan_randomAndSpoiledTexts_agreesWithJackson() throws IOException {
        RandomJson json = new RandomJson(20260101);
        Map<Outcome, Integer> seen = new EnumMap<>(Outcome.class);

        for (int i = 0; i < RANDOM_TEXTS; i++) {
            byte[] valid = json.valid();
            byte[] text = i % 3 == 0 ? valid : i % 100 == 1 ? json.noise() : json.spoiled(valid);
            Outcome outcome = assertAgreement(text, json.below(4));
            seen.merge(outcome, 1, Integer::sum);
        }

        // Each kind often enough for the agreement to mean something.
        assertThat(seen.get(Outcome.OBJECT)).isGreaterThan(RANDOM_TEXTS / 10);
        assertThat(seen.get(Outcome.OTHER)).isGreaterThan(RANDOM_TEXTS / 10);
        assertThat(seen.get(Outcome.MALFORMED)).isGreaterThan(RANDOM_TEXTS / 10);
        assertThat(seen.get(Outcome.BAD_UTF8)).isGreaterThan(RANDOM_TEXTS / 100);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "{",
                "}",
                "[",
                "]",
                "{]",
                "[}",
                "[1",
                "[1,",
                "[1,]",
                "[,1]",
                "{\"a\"",
                "{\"a\":",
                "{\"a\":1",
                "{\"a\":1,",
                "{\"a\":1,}",
                "{,}",
                "{\"a\" 1}",
                "{a:1}",
                "{1:1}",
                "{\"a\":1}}",
                "{\"a\":1} x",
                "1 2",
                "01",
                "-",
                "-a",
                "1.",
                ".1",
                "1e",
                "1e+",
                "+1",
                "0x1",
                "NaN",
                "Infinity",
                "tru",
                "truee",
                "nul",
                "'a'",
                "\"",
                "\"\\\"",
                "\"\\x\"",
                "\"\\u12\"",
                "\"\\u12g4\"",
                "\"a\nb\"",
                "\"a\u0000b\"",
                "// a\n1",
                "/* */1",
                "1,",
                "[1 2]",
                "{\"a\":1 \"b\":2}",
                "\ufeff1",
                "ping "
            })
    void scan_noJson_isMalformed(String text) throws IOException {
        assertThat(assertAgreement(text.getBytes(UTF_8), 0)).isEqualTo(Outcome.MALFORMED);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1",
                "0",
                "-0",
                "0.5",
                "1e5",
                "1E-5",
                "true",
                "false",
                "null",
                "\"\"",
                "\"a\"",
                "[]",
                "[ ]",
                "[[]]",
                "[{}]",
                "[1,2]",
                " 1 ",
                "\t\r\n 1",
                "\"\\ud800\"",
                "\"\u007f\"",
                "[{\"a\":[1,{\"b\":[]}]},2]"
            })
    void scan_jsonButNoObject_isOther(String text) throws IOException {
        assertThat(assertAgreement(text.getBytes(UTF_8), 0)).isEqualTo(Outcome.OTHER);
    }

    @Test
    void scan_object_findsMembersBetweenWhiteSpace() {
        byte[] text = " { \"a\" : [ 1 , 2 ] ,\t\"b\":\"x\\n\" } ".getBytes(UTF_8);

        Outcome outcome = scanner.scan(text, 0, text.length);

        assertThat(outcome).isEqualTo(Outcome.OBJECT);
        assertThat(scanner.members()).isEqualTo(2);
        assertThat(new String(scanner.value(scanner.member("a")), UTF_8)).isEqualTo("[ 1 , 2 ]");
        assertThat(scanner.isString(scanner.member("a"))).isFalse();
        assertThat(scanner.string(scanner.member("b"))).isEqualTo("x\n");
        assertThat(scanner.member("c")).isEqualTo(-1);
    }

    @Test
    void scan_moreMembersThanNoted_countsAll() {
        byte[] text = "{\"a\":1,\"b\":2,\"c\":3,\"d\":4,\"e\":5,\"a\":6}".getBytes(UTF_8);

        scanner.scan(text, 0, text.length);

        assertThat(scanner.members()).isEqualTo(6);
        assertThat(scanner.member("a")).isZero();
        assertThat(scanner.member("d")).isEqualTo(3);
        assertThat(scanner.member("e")).isEqualTo(-1);
    }

    @Test
    void scan_malformedObject_leavesNothingOfItToTheNextScan() {
        byte[] bad = "{\"a\":1,\"b\":[[[".getBytes(UTF_8);
        byte[] good = "{\"b\":1}".getBytes(UTF_8);

        scanner.scan(bad, 0, bad.length);
        Outcome outcome = scanner.scan(good, 0, good.length);

        assertThat(outcome).isEqualTo(Outcome.OBJECT);
        assertThat(scanner.members()).isEqualTo(1);
        assertThat(scanner.member("b")).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"[", "{\"a\":"})
    void scan_nestedAtTheBoundAndBeyond_isReadAndRefused(String opening) throws IOException {
        String closing = opening.equals("[") ? "]" : "}";
        String atBound = opening.repeat(JsonScanner.MAX_DEPTH - 1) + "[]" + closing.repeat(JsonScanner.MAX_DEPTH - 1);
        String beyond = opening.repeat(JsonScanner.MAX_DEPTH) + "[]" + closing.repeat(JsonScanner.MAX_DEPTH);
        String farBeyond = opening.repeat(1_000_000);

        assertThat(assertAgreement(atBound.getBytes(UTF_8), 0)).isIn(Outcome.OBJECT, Outcome.OTHER);
        assertThat(assertAgreement(beyond.getBytes(UTF_8), 0)).isEqualTo(Outcome.TOO_DEEP);
        assertThat(assertAgreement(farBeyond.getBytes(UTF_8), 0)).isEqualTo(Outcome.TOO_DEEP);
    }

    @Test
    void scan_badUtf8BehindAnotherFault_isBadUtf8() {
        byte[] text = {'{', 'x', ' ', (byte) 0xFF};

        assertThat(scanner.scan(text, 0, text.length)).isEqualTo(Outcome.BAD_UTF8);
    }

    /** Reads the text from the middle of a larger array, as transports hand it over, and holds it against Jackson. */
    private Outcome assertAgreement(byte[] text, int offset) throws IOException {
        byte[] array = new byte[text.length + offset + 2];
        System.arraycopy(text, 0, array, offset, text.length);
        array[offset + text.length] = '}';
        int end = offset + text.length;
        JacksonReading expected = JacksonReading.of(array, offset, end);

        Outcome outcome = scanner.scan(array, offset, end);

        if (expected == null) {
            return outcome;
        }
        // Asserted only where it fails: an assertion costs more than both readings.
        if (outcome != expected.outcome()) {
            assertThat(outcome).as(() -> new String(text, UTF_8)).isEqualTo(expected.outcome());
        }
        if (outcome == Outcome.OBJECT) {
            assertMembers(text, expected);
        }
        return outcome;
    }

    private void assertMembers(byte[] text, JacksonReading expected) {
        List<String> wanted = new ArrayList<>();
        List<String> found = new ArrayList<>();
        for (int i = 0; i < Math.min(expected.members().size(), JsonScanner.NOTED_MEMBERS); i++) {
            JacksonReading.Member member = expected.members().get(i);
            wanted.add(member.key() + " at " + first(expected, member.key()) + ": " + member.value());
            found.add(
                    member.key() + " at " + scanner.member(member.key()) + ": " + new String(scanner.value(i), UTF_8));
        }
        if (scanner.members() != expected.members().size() || !found.equals(wanted)) {
            assertThat(found).as(() -> new String(text, UTF_8)).isEqualTo(wanted);
            assertThat(scanner.members()).isEqualTo(expected.members().size());
        }
    }

    /** Where the scanner must find a key; those that are not ASCII it is never asked for. */
    private int first(JacksonReading reading, String key) {
        boolean ascii = key.chars().allMatch(c -> c < 0x80);
        return ascii
                ? reading.members().stream()
                        .map(JacksonReading.Member::key)
                        .toList()
                        .indexOf(key)
                : scanner.member(key);
    }
}
